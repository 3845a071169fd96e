package org.deciban.transformer.engine;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.trace.ForwardObserver;

/** A program that is ready to run, any number of times. Safe for use by several threads. */
public interface PreparedProgram {
    /** The program. */
    Program program();

    /**
     * Runs a batch.
     *
     * @param inputs shape {@code [runs, inputs]}, in the order of {@link Program#inputs()}
     * @return shape {@code [runs, reads, cells]}, in the order of the layers and cells of {@link Program#readOut()}
     * @throws IllegalArgumentException if inputs are missing, or outside their bounds
     * @throws ArithmeticException if a run leaves the range of the engine's numbers
     */
    double[][][] run(double[][] inputs);

    /**
     * Runs once and lets an observer watch.
     *
     * @param inputs as one row of {@link #run}
     * @return the residual stream after the last layer, shape {@code [tokens, d]}
     * @throws IllegalArgumentException as {@link #run}
     * @throws ArithmeticException as {@link PreparedTransformer#forward(Matrix, ForwardObserver)}
     */
    Matrix forward(double[] inputs, ForwardObserver observer);
}
