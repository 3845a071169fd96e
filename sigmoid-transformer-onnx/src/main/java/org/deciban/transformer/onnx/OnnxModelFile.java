package org.deciban.transformer.onnx;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Arrays;
import org.deciban.transformer.io.OnnxBudgetException;
import org.deciban.transformer.io.OnnxDescription;
import org.deciban.transformer.io.OnnxFormatException;

/**
 * An exported file, opened to be run: it holds its tokens, so nothing else is needed.
 *
 * <p>ONNX Runtime is native code, and was not written for damaged files: of 30,000 mutations of a file none ended the process,
 * but some took all the memory there was, for up to 41 seconds. So {@link #open} lets it see only bytes whose {@linkplain
 * OnnxDescription checksum} is right.
 */
public final class OnnxModelFile {
    private final OnnxDescription description;
    private final OnnxRuns runs;

    private OnnxModelFile(OnnxDescription description, OnnxRuns runs) {
        this.description = description;
        this.runs = runs;
    }

    /**
     * Opens a file that is, byte for byte, what the exporter wrote.
     *
     * @throws OnnxFormatException if it is absent, damaged, or another program wrote it
     * @throws OnnxBudgetException if one run would take more than {@link OnnxEngine#DEFAULT_MEMORY}
     * @throws OnnxUnavailableException if ONNX Runtime cannot be loaded on this machine
     */
    public static OnnxModelFile open(Path file) {
        return open(file.toString(), OnnxDescription.readBytes(file));
    }

    static OnnxModelFile open(String file, byte[] bytes) {
        return open(OnnxDescription.of(file, bytes), bytes);
    }

    /**
     * Opens a file without asking for the checksum: an exported one that another program has since simplified or converted. Names,
     * types and shapes are checked; ONNX Runtime is trusted with the rest, so the file should be too.
     *
     * @throws OnnxFormatException if it is absent, has other inputs and outputs than an exported file, lacks its metadata, or
     *     ONNX Runtime refuses it
     * @throws OnnxBudgetException as {@link #open(Path)}
     * @throws OnnxUnavailableException as {@link #open(Path)}
     */
    public static OnnxModelFile openUnverified(Path file) {
        byte[] bytes = OnnxDescription.readBytes(file);
        return open(OnnxDescription.ofUnverified(file.toString(), bytes), bytes);
    }

    private static OnnxModelFile open(OnnxDescription description, byte[] bytes) {
        int mostRuns = OnnxMemory.mostRuns(
                description.tokens(), description.dimensions(), description.type(), OnnxEngine.DEFAULT_MEMORY);
        try {
            OrtRuntime.Opened opened = OrtRuntime.open(
                    (environment, options) -> environment.createSession(bytes, options),
                    Runtime.getRuntime().availableProcessors());
            OnnxSession session = new OnnxSession(opened, description.type(), description.batch(), mostRuns);
            return new OnnxModelFile(
                    description,
                    new OnnxRuns(
                            session,
                            description.type(),
                            description.reads(),
                            description.cells(),
                            description.states()));
        } catch (OrtException e) {
            throw new OnnxFormatException(
                    description.file(),
                    "ONNX Runtime refuses it: " + e.getMessage() + ". Maybe it was edited? Export it again");
        }
    }

    /** What the file takes and gives. */
    public OnnxDescription description() {
        return description;
    }

    /** Where it runs. */
    public OnnxDevice device() {
        return runs.device();
    }

    /**
     * Runs a batch of any size; a file for a fixed number of runs is run as often as it takes.
     *
     * @param inputs shape {@code [runs, inputs]}, finite; the file does not know their bounds
     * @return shape {@code [runs, reads, cells]}
     * @throws IllegalArgumentException if a run has more or fewer inputs than the file takes, or one is not finite
     * @throws ArithmeticException if a run leaves the range of the file's numbers
     * @throws OnnxFormatException if ONNX Runtime cannot run the file, or the file does not give what it declares
     */
    public double[][][] reads(double[][] inputs) {
        requireValid(inputs);
        try {
            return runs.reads(inputs);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /**
     * The same for distributions.
     *
     * @return shape {@code [runs, distributions, most states]}, 0 for states that do not exist
     * @throws IllegalArgumentException as {@link #reads}
     * @throws ArithmeticException as {@link #reads}
     * @throws OnnxFormatException as {@link #reads}
     */
    public double[][][] posteriors(double[][] inputs) {
        requireValid(inputs);
        try {
            return runs.posteriors(inputs);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private void requireValid(double[][] inputs) {
        for (int run = 0; run < inputs.length; run++) {
            if (inputs[run].length != description.inputs()) {
                throw new IllegalArgumentException(description.file() + " takes " + description.inputs()
                        + " inputs, got " + inputs[run].length + " in run " + run);
            }
            if (!Arrays.stream(inputs[run]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "inputs must be finite, got " + Arrays.toString(inputs[run]) + " in run " + run);
            }
        }
    }

    private OnnxFormatException failed(OrtException e) {
        return new OnnxFormatException(
                description.file(),
                "ONNX Runtime cannot run it: " + e.getMessage()
                        + ". Maybe it was edited, or there is too little memory?");
    }
}
