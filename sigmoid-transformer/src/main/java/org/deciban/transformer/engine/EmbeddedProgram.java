package org.deciban.transformer.engine;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.trace.ForwardObserver;

/** A program on an engine that knows nothing of programs: tokens are embedded for each run, and outputs read by an observer. */
record EmbeddedProgram(Program program, PreparedTransformer prepared) implements PreparedProgram {
    @Override
    public double[][][] run(double[][] inputs) {
        double[][][] outputs = new double[inputs.length][][];
        for (int i = 0; i < inputs.length; i++) {
            outputs[i] = run(inputs[i], ForwardObserver.NONE);
        }
        return outputs;
    }

    @Override
    public Matrix forward(double[] inputs, ForwardObserver observer) {
        return prepared.forward(program.embed(inputs), observer);
    }
}
