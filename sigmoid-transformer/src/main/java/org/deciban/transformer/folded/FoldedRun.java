package org.deciban.transformer.folded;

/** A folded program as something that runs. Safe for use by several threads. */
interface FoldedRun {
    /** How many runs of a batch one thread should be given at a time; any thread may be given any of those groups. */
    int groupSize(int runs);

    /**
     * Runs {@code inputs[from … to)} and stores what is read, {@code outputs[run][read][cell]}.
     *
     * @param threads that may work on it, the caller among them
     * @throws ArithmeticException if a run leaves the range of float64
     */
    void run(double[][] inputs, double[][][] outputs, int from, int to, int threads);

    /** Whether logarithms are run as products. */
    boolean isProductForm();

    /** Bytes of all arrays that do not depend on the inputs. */
    long bytes();

    /**
     * Sizes of groups of at most {@code most} that differ by little and are multiples of 8. Where there are many, their number is
     * a multiple of four, so that two or four threads have the same to do. It does not depend on the threads, so that results
     * do not either.
     */
    static int evenGroupSize(int runs, int most) {
        int groups = (runs + most - 1) / most;
        if (groups > 2) {
            groups = (groups + 3) / 4 * 4;
        }
        int size = (runs + groups - 1) / groups;
        return Math.min(most, (size + 7) / 8 * 8);
    }
}
