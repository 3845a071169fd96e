package org.deciban.transformer.folded;

/**
 * Affine forms over values in a flat array, {@code constant + Σ weight · value[index]}, for a number of runs side by side: the
 * value of run l at an index stands at {@code index · lanes + l}.
 */
final class Terms {
    private final double[] constants;
    private final int[] start;
    private final int[] index;
    private final double[] weight;

    Terms(DoubleList constants, Csr lists) {
        this.constants = constants.toArray();
        this.start = new int[lists.lists() + 1];
        this.index = new int[lists.size()];
        this.weight = new double[lists.size()];
        for (int list = 0; list < lists.lists(); list++) {
            start[list + 1] = lists.stop(list);
        }
        for (int i = 0; i < index.length; i++) {
            index[i] = lists.index(i);
            weight[i] = lists.weight(i);
        }
    }

    int size() {
        return constants.length;
    }

    /** Bytes of the arrays. */
    long bytes() {
        return 8L * constants.length + 4L * start.length + 12L * index.length;
    }

    /** Writes form {@code list} to {@code target[at …]}. */
    void evaluate(int list, double[] values, double[] target, int at, int lanes) {
        for (int l = 0; l < lanes; l++) {
            target[at + l] = constants[list];
        }
        accumulate(list, values, target, at, lanes);
    }

    /** Adds form {@code list} to {@code target[at …]}. */
    void add(int list, double[] values, double[] target, int at, int lanes) {
        if (constants[list] != 0) {
            for (int l = 0; l < lanes; l++) {
                target[at + l] += constants[list];
            }
        }
        accumulate(list, values, target, at, lanes);
    }

    private void accumulate(int list, double[] values, double[] target, int at, int lanes) {
        for (int i = start[list]; i < start[list + 1]; i++) {
            int from = index[i] * lanes;
            double w = weight[i];
            for (int l = 0; l < lanes; l++) {
                target[at + l] += w * values[from + l];
            }
        }
    }
}
