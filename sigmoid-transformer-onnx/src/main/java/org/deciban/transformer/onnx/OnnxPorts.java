package org.deciban.transformer.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Between ONNX Runtime's values and this project's. */
final class OnnxPorts {
    private OnnxPorts() {}

    static List<OnnxPort> of(Map<String, NodeInfo> nodes) {
        List<OnnxPort> ports = new ArrayList<>();
        nodes.forEach((name, node) -> ports.add(
                node.getInfo() instanceof TensorInfo tensor
                        ? new OnnxPort(name, type(tensor), axes(tensor))
                        : new OnnxPort(name, node.getInfo().getClass().getSimpleName(), List.of())));
        return List.copyOf(ports);
    }

    private static String type(TensorInfo tensor) {
        return switch (tensor.type) {
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            case INT32 -> "int32";
            case INT64 -> "int64";
            default -> tensor.type.name().toLowerCase(Locale.ROOT);
        };
    }

    private static List<String> axes(TensorInfo tensor) {
        long[] shape = tensor.getShape();
        String[] names = tensor.getDimensionNames();
        List<String> axes = new ArrayList<>();
        for (int axis = 0; axis < shape.length; axis++) {
            boolean named = names.length > axis && !names[axis].isEmpty();
            axes.add(shape[axis] >= 0 ? Long.toString(shape[axis]) : named ? names[axis] : "?");
        }
        return axes;
    }

    static OnnxTensor tensor(OnnxPort port, OnnxArray array) throws OrtException {
        OrtEnvironment environment = OrtRuntime.environment();
        long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
        double[] values = array.values();
        switch (port.type()) {
            case "float64":
                return OnnxTensor.createTensor(
                        environment,
                        bytes(values.length, 8).asDoubleBuffer().put(values).rewind(),
                        shape);
            case "float32": {
                FloatBuffer buffer = bytes(values.length, 4).asFloatBuffer();
                Arrays.stream(values).forEach(value -> buffer.put((float) value));
                return OnnxTensor.createTensor(environment, buffer.rewind(), shape);
            }
            case "int32": {
                IntBuffer buffer = bytes(values.length, 4).asIntBuffer();
                Arrays.stream(values).forEach(value -> buffer.put((int) value));
                return OnnxTensor.createTensor(environment, buffer.rewind(), shape);
            }
            case "int64": {
                LongBuffer buffer = bytes(values.length, 8).asLongBuffer();
                Arrays.stream(values).forEach(value -> buffer.put((long) value));
                return OnnxTensor.createTensor(environment, buffer.rewind(), shape);
            }
            default:
                throw new OrtException("the input " + port + " is no float32, float64, int32 or int64");
        }
    }

    private static ByteBuffer bytes(int values, int width) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(values, width)).order(ByteOrder.nativeOrder());
    }

    static OnnxArray array(OnnxTensor tensor) throws OrtException {
        TensorInfo info = tensor.getInfo();
        int[] shape = Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray();
        double[] values = new double[Math.toIntExact(info.getNumElements())];
        switch (info.type) {
            case DOUBLE: {
                DoubleBuffer buffer = tensor.getDoubleBuffer();
                Arrays.setAll(values, i -> buffer.get(i));
                break;
            }
            case FLOAT: {
                FloatBuffer buffer = tensor.getFloatBuffer();
                Arrays.setAll(values, i -> buffer.get(i));
                break;
            }
            default:
                throw new OrtException("an output is " + type(info) + ", and float32 or float64 are read");
        }
        return OnnxArray.of(shape, values);
    }
}
