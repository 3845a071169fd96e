package org.deciban.transformer.folded;

import java.util.function.IntToDoubleFunction;

/** Ranges of indices, one after the other, each of about the same cost. */
final class Chunks {
    private final int[] start;
    private final double cost;

    private Chunks(int[] start, double cost) {
        this.start = start;
        this.cost = cost;
    }

    /**
     * Cuts {@code from … to − 1}. An index that costs more than its share is a chunk with those before it that are no chunk yet.
     *
     * @param cost of an index, above 0
     * @param wanted the cost that a chunk should have
     */
    static Chunks of(int from, int to, double wanted, IntToDoubleFunction cost) {
        IntList start = new IntList();
        start.add(from);
        double all = 0;
        double open = 0;
        for (int i = from; i < to; i++) {
            double here = cost.applyAsDouble(i);
            all += here;
            open += here;
            if (open >= wanted && i + 1 < to) {
                start.add(i + 1);
                open = 0;
            }
        }
        if (to > from) {
            start.add(to);
        }
        return new Chunks(start.toArray(), all);
    }

    int count() {
        return start.length - 1;
    }

    int from(int chunk) {
        return start[chunk];
    }

    int to(int chunk) {
        return start[chunk + 1];
    }

    /** The cost of all. */
    double cost() {
        return cost;
    }
}
