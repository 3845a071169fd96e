package org.deciban.transformer.folded;

import java.util.List;

/** Several runs of a {@link ProductForm} side by side. One thread's. */
interface LaneRuns {
    /** How many there are. */
    int lanes();

    /**
     * Runs {@code inputs[from … to)}, at most so many.
     *
     * @param reads the rounds that are done before each read, ascending
     * @param outputs {@code [run][read][cell]}
     * @return false if these runs are none that this can hold; outputs mean nothing then
     */
    boolean run(double[][] inputs, List<Integer> reads, double[][][] outputs, int from, int to);
}
