package org.deciban.transformer.onnx;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.io.OnnxType;
import org.deciban.transformer.trace.ForwardObserver;

/** A program in a session of ONNX Runtime. */
public final class OnnxProgram implements PreparedProgram {
    private final Program program;
    private final OnnxRuns runs;

    OnnxProgram(Program program, OnnxType type, OnnxSession session) {
        ReadOut readOut = program.readOut();
        this.program = program;
        this.runs = new OnnxRuns(
                session, type, readOut.layers().size(), readOut.cells().size(), readOut.states());
    }

    @Override
    public Program program() {
        return program;
    }

    /** Where it runs. */
    public OnnxDevice device() {
        return runs.device();
    }

    @Override
    public double[][][] run(double[][] inputs) {
        Arrays.stream(inputs).forEach(program::requireValid);
        try {
            return runs.reads(inputs);
        } catch (OrtException e) {
            throw failed(e);
        }
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
        try {
            return runs.posteriors(inputs);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException(
                "ONNX Runtime failed: " + e.getMessage() + ". Maybe there is too little memory?", e);
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
