package org.deciban.transformer.folded;

/** A folded program as something that runs. Safe for use by several threads. */
interface FoldedRun {
    /** How many runs {@link #run} computes side by side at its best. */
    int lanes();

    /**
     * Runs {@code inputs[from … to)} and stores what is read, {@code outputs[run][read][cell]}.
     *
     * @throws ArithmeticException if a run leaves the range of float64
     */
    void run(double[][] inputs, double[][][] outputs, int from, int to);

    /** Whether logarithms are run as products. */
    boolean isProductForm();

    /** Bytes of all arrays that do not depend on the inputs. */
    long bytes();
}
