package org.deciban.transformer.folded;

import java.util.Arrays;

/**
 * A vector by its entries that are not zero, indices ascending.
 *
 * @param index the indices; not to be written to
 * @param value the entries; not to be written to
 */
record SparseVector(int[] index, double[] value) {
    int size() {
        return index.length;
    }

    /** The product of two vectors, summed by ascending index as the dense engine sums it. */
    double dot(SparseVector other) {
        double sum = 0;
        int i = 0;
        int j = 0;
        while (i < index.length && j < other.index.length) {
            if (index[i] == other.index[j]) {
                sum += value[i++] * other.value[j++];
            } else if (index[i] < other.index[j]) {
                i++;
            } else {
                j++;
            }
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseVector that
                && Arrays.equals(index, that.index)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(index) + Arrays.hashCode(value);
    }
}
