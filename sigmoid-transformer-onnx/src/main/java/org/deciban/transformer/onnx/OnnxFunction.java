package org.deciban.transformer.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deciban.transformer.io.OnnxFormatException;

/**
 * An ONNX file of anybody's, as a function of arrays; {@link OnnxModelFile} is for those that this project exports.
 *
 * <p>ONNX Runtime reads the file and is native code, which was not written for damaged or hostile files: open what you trust. Weights
 * that lie in files beside it are found. Safe for use by several threads.
 */
public final class OnnxFunction {
    private final String file;
    private final OrtSession session;
    private final OnnxDevice device;
    private final List<OnnxPort> inputs;
    private final List<OnnxPort> outputs;

    private OnnxFunction(String file, OrtRuntime.Opened opened) throws OrtException {
        this.file = file;
        this.session = opened.session();
        this.device = opened.device();
        this.inputs = OnnxPorts.of(session.getInputInfo());
        this.outputs = OnnxPorts.of(session.getOutputInfo());
        OnnxSession.closeWith(this, session);
    }

    /**
     * Opens a file.
     *
     * @throws OnnxFormatException if it is absent, or ONNX Runtime refuses it
     * @throws OnnxUnavailableException if ONNX Runtime cannot be loaded on this machine
     */
    public static OnnxFunction open(Path path) {
        String file = path.toString();
        if (!Files.isRegularFile(path)) {
            throw new OnnxFormatException(file, "no such file. Maybe the name is misspelt?");
        }
        try {
            return new OnnxFunction(
                    file,
                    OrtRuntime.open(
                            (environment, options) -> environment.createSession(file, options),
                            Runtime.getRuntime().availableProcessors()));
        } catch (OrtException e) {
            throw new OnnxFormatException(
                    file,
                    "ONNX Runtime refuses it: " + e.getMessage()
                            + ". Maybe it is no ONNX file, or needs operators of a later version?");
        }
    }

    /** The file, as the caller named it. */
    public String file() {
        return file;
    }

    /** Where it runs. */
    public OnnxDevice device() {
        return device;
    }

    /** What it takes, in the file's order. */
    public List<OnnxPort> inputs() {
        return inputs;
    }

    /** What it gives, in the file's order. */
    public List<OnnxPort> outputs() {
        return outputs;
    }

    /**
     * Runs it.
     *
     * @param arguments an array for each input, by name; rounded to what the input is stored as
     * @param output the output wanted
     * @throws IllegalArgumentException if an input is missing or unknown
     * @throws OnnxFormatException if ONNX Runtime cannot run it on these, or the output is no array of numbers
     */
    public OnnxArray run(Map<String, OnnxArray> arguments, String output) {
        List<String> names = inputs.stream().map(OnnxPort::name).toList();
        if (!Set.copyOf(names).equals(arguments.keySet())) {
            throw new IllegalArgumentException(file + " takes " + names + ", got " + arguments.keySet());
        }
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (OnnxPort input : inputs) {
                tensors.put(input.name(), OnnxPorts.tensor(input, arguments.get(input.name())));
            }
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                return OnnxPorts.array((OnnxTensor) result.get(0));
            }
        } catch (OrtException e) {
            throw new OnnxFormatException(
                    file,
                    "ONNX Runtime cannot run it on " + shapes(arguments) + ": " + e.getMessage()
                            + ". Maybe an axis has a fixed size that is another?");
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static List<String> shapes(Map<String, OnnxArray> arguments) {
        List<String> shapes = new ArrayList<>();
        arguments.forEach((name, array) -> shapes.add(name + " " + Arrays.toString(array.shape())));
        return shapes;
    }
}
