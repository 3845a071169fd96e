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

    void set(int index, double item) {
        items[index] = item;
    }

    double get(int index) {
        return items[index];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    double[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
