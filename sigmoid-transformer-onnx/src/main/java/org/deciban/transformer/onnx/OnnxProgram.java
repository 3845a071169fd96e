package org.deciban.transformer.onnx;

import java.util.Arrays;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.io.OnnxExporter;
import org.deciban.transformer.io.OnnxType;
import org.deciban.transformer.trace.ForwardObserver;

/** A program in a session of ONNX Runtime. */
public final class OnnxProgram implements PreparedProgram {
    private final Program program;
    private final OnnxType type;
    private final OnnxSession session;

    OnnxProgram(Program program, OnnxType type, OnnxSession session) {
        this.program = program;
        this.type = type;
        this.session = session;
    }

    @Override
    public Program program() {
        return program;
    }

    /** Where it runs. */
    public OnnxDevice device() {
        return session.device();
    }

    @Override
    public double[][][] run(double[][] inputs) {
        Arrays.stream(inputs).forEach(program::requireValid);
        double[][][] reads = session.run(inputs, OnnxExporter.READS);
        requireFinite(reads);
        return reads;
    }

    /**
     * Runs a batch for the distributions that the file itself computes, by a softmax after the last read. What the logits mean
     * where evidence is impossible is known to the construction alone: only {@link #run} tells.
     *
     * @return shape {@code [runs, distributions, most states]}, 0 for states that do not exist
     * @throws IllegalArgumentException as {@link #run}
     * @throws ArithmeticException as {@link #run}
     */
    public double[][][] posteriors(double[][] inputs) {
        Arrays.stream(inputs).forEach(program::requireValid);
        double[][][] posteriors = session.run(inputs, OnnxExporter.POSTERIORS);
        requireFinite(posteriors);
        return posteriors;
    }

    private void requireFinite(double[][][] results) {
        for (int run = 0; run < results.length; run++) {
            for (double[] row : results[run]) {
                for (double value : row) {
                    if (!Double.isFinite(value)) {
                        throw new ArithmeticException("run " + run + " left the range of " + type
                                + ": the residual stream is infinite or NaN. Maybe the dense engine says where?");
                    }
                }
            }
        }
    }

    /**
     * Refuses.
     *
     * @throws UnsupportedOperationException always: an ONNX file shows nothing but its outputs
     */
    @Override
    public Matrix forward(double[] inputs, ForwardObserver observer) {
        throw OnnxEngine.showsNothing();
    }
}
