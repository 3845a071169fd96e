package org.deciban.transformer.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.deciban.transformer.io.OnnxExporter;
import org.deciban.transformer.io.OnnxType;

/** A session that runs batches of any size, in chunks. Its native memory is freed once nothing refers to it any more. */
final class OnnxSession {
    private static final Cleaner CLEANER = Cleaner.create();

    private final OrtSession session;
    private final OnnxDevice device;
    private final OnnxType type;
    private final OptionalInt fixedBatch;
    private final int chunk;

    /**
     * @param fixedBatch the runs that the file takes at once, or empty for any number
     * @param mostRuns the most runs to give it at once, where it takes any number
     */
    OnnxSession(OrtRuntime.Opened opened, OnnxType type, OptionalInt fixedBatch, int mostRuns) {
        this.session = opened.session();
        this.device = opened.device();
        this.type = type;
        this.fixedBatch = fixedBatch;
        this.chunk = fixedBatch.orElse(mostRuns);
        closeWith(this, session);
    }

    /** Frees a session once nothing refers to its owner any more. */
    static void closeWith(Object owner, OrtSession session) {
        CLEANER.register(owner, new Closing(session));
    }

    /** An output of shape {@code [batch, rows, columns]}. */
    record Output(String name, int rows, int columns) {}

    OnnxDevice device() {
        return device;
    }

    /**
     * Runs a batch.
     *
     * @param inputs shape {@code [runs, inputs]}
     * @param output the output wanted
     * @return shape {@code [runs, rows, columns]}
     * @throws OrtException if ONNX Runtime fails, or the output has another shape
     */
    double[][][] run(double[][] inputs, Output output) throws OrtException {
        double[][][] results = new double[inputs.length][][];
        for (int from = 0; from < inputs.length; from += chunk) {
            int runs = Math.min(chunk, inputs.length - from);
            runChunk(inputs, from, runs, output, results);
        }
        return results;
    }

    private void runChunk(double[][] inputs, int from, int runs, Output output, double[][][] results)
            throws OrtException {
        try (OnnxTensor tensor = tensor(inputs, from, runs);
                OrtSession.Result result = session.run(Map.of(OnnxExporter.INPUTS, tensor), Set.of(output.name()))) {
            unpack(output, (OnnxTensor) result.get(0), results, from, runs);
        }
    }

    /** Runs {@code from … from + runs}; a file of fixed batch is given the last of them again to fill it. */
    private OnnxTensor tensor(double[][] inputs, int from, int runs) throws OrtException {
        int rows = fixedBatch.orElse(runs);
        int width = inputs[from].length;
        long[] shape = {rows, width};
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(Math.multiplyExact(rows, width), type.bytes()))
                .order(ByteOrder.nativeOrder());
        OrtEnvironment environment = OrtRuntime.environment();
        if (type == OnnxType.FLOAT64) {
            DoubleBuffer buffer = bytes.asDoubleBuffer();
            for (int row = 0; row < rows; row++) {
                buffer.put(inputs[from + Math.min(row, runs - 1)]);
            }
            return OnnxTensor.createTensor(environment, buffer.rewind(), shape);
        }
        FloatBuffer buffer = bytes.asFloatBuffer();
        for (int row = 0; row < rows; row++) {
            for (double value : inputs[from + Math.min(row, runs - 1)]) {
                buffer.put((float) value);
            }
        }
        return OnnxTensor.createTensor(environment, buffer.rewind(), shape);
    }

    private void unpack(Output output, OnnxTensor tensor, double[][][] results, int from, int runs)
            throws OrtException {
        long[] wanted = {fixedBatch.orElse(runs), output.rows(), output.columns()};
        long[] shape = tensor.getInfo().getShape();
        if (!Arrays.equals(shape, wanted)) {
            throw new OrtException("the output " + output.name() + " has shape " + Arrays.toString(shape)
                    + ", and the file declares " + Arrays.toString(wanted));
        }
        DoubleBuffer doubles = type == OnnxType.FLOAT64 ? tensor.getDoubleBuffer() : null;
        FloatBuffer floats = type == OnnxType.FLOAT64 ? null : tensor.getFloatBuffer();
        for (int run = 0; run < runs; run++) {
            double[][] result = new double[output.rows()][output.columns()];
            for (double[] row : result) {
                for (int c = 0; c < row.length; c++) {
                    row[c] = doubles != null ? doubles.get() : floats.get();
                }
            }
            results[from + run] = result;
        }
    }

    /** Holds nothing of the session object, which could then never be cleaned up. */
    private record Closing(OrtSession session) implements Runnable {
        @Override
        public void run() {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("an ONNX Runtime session cannot be closed: " + e.getMessage(), e);
            }
        }
    }
}
