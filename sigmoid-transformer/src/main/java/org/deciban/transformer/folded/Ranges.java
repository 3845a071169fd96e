package org.deciban.transformer.folded;

/** An interval for each of a number of quantities. */
final class Ranges {
    final double[] least;
    final double[] most;

    /** All [0, 0]. */
    Ranges(int size) {
        this.least = new double[size];
        this.most = new double[size];
    }

    void set(int index, double low, double high) {
        least[index] = low;
        most[index] = high;
    }

    /** Adds {@code factor · [low, high]}. */
    void add(int index, double factor, double low, double high) {
        // 0 · ∞ is nothing here: a weight that is zero reads nothing.
        if (factor != 0) {
            least[index] += factor > 0 ? factor * low : factor * high;
            most[index] += factor > 0 ? factor * high : factor * low;
        }
    }

    /** Widens so that {@code [low, high]} is covered; says whether that changed anything. */
    boolean cover(int index, double low, double high) {
        boolean covered = low >= least[index] && high <= most[index];
        if (!covered) {
            least[index] = Math.min(least[index], low);
            most[index] = Math.max(most[index], high);
        }
        return !covered;
    }

    /** The same, but what has to be widened becomes unbounded. */
    boolean coverOrGiveUp(int index, double low, double high) {
        boolean covered = low >= least[index] && high <= most[index];
        if (!covered) {
            set(index, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        return !covered;
    }

    int size() {
        return least.length;
    }
}
