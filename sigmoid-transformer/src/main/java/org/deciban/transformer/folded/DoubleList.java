package org.deciban.transformer.folded;

import java.util.Arrays;

/** A growing list of doubles without boxes. */
final class DoubleList {
    private double[] items = new double[8];
    private int size;

    void add(double item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    double get(int index) {
        return items[index];
    }

    int size() {
        return size;
    }

    double[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
