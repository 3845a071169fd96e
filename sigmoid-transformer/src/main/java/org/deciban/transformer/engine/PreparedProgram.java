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
     * Runs once, with an observer that watches or intervenes. What is read is what the stream holds while it does.
     *
     * @param inputs as one row of {@link #run(double[][])}
     * @return shape {@code [reads, cells]}
     * @throws IllegalArgumentException as {@link #run(double[][])} and {@link PreparedTransformer#forward(Matrix,
     *     ForwardObserver)}
     * @throws ArithmeticException as {@link PreparedTransformer#forward(Matrix, ForwardObserver)}
     */
    default double[][] run(double[] inputs, ForwardObserver observer) {
        ReadOutReader reader = new ReadOutReader(program().readOut());
        forward(inputs, observer.with(reader));
        return reader.outputs();
    }

    /**
     * Runs once and lets an observer watch or intervene.
     *
     * @param inputs as one row of {@link #run(double[][])}
     * @return the residual stream after the last layer, shape {@code [tokens, d]}
     * @throws IllegalArgumentException as {@link #run(double[][])} and {@link PreparedTransformer#forward(Matrix,
     *     ForwardObserver)}
     * @throws ArithmeticException as {@link PreparedTransformer#forward(Matrix, ForwardObserver)}
     */
    Matrix forward(double[] inputs, ForwardObserver observer);
}
