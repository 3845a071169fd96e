package org.deciban.factorgraph.inference;

import org.deciban.factorgraph.inference.Kernel.OutOfRangeException;

/** Weights in doubles, and how small the positive ones are. */
final class DoubleTable {
    private static final int SUBNORMAL_DIGITS = 52;

    private final double[] values;
    private int smallestExponent;

    DoubleTable(double[] values) {
        this.values = values;
    }

    /** The entries; not a copy. */
    double[] values() {
        return values;
    }

    /** After {@link #rescale()}: every positive entry is at least two to this power. */
    int smallestExponent() {
        return smallestExponent;
    }

    /** The largest entry. */
    double largest() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    /**
     * Divides by the power of two that brings the largest entry into [1/2, 1) and returns its exponent. Exact; a table of
     * zeros stays as it is.
     *
     * @throws OutOfRangeException if the smallest positive entry cannot be divided exactly
     */
    int rescale() {
        double largest = 0;
        double smallest = Double.MAX_VALUE;
        for (double value : values) {
            largest = Math.max(largest, value);
            smallest = value > 0 && value < smallest ? value : smallest;
        }
        if (largest == 0) {
            return 0;
        }
        int exponent = exponent(largest) + 1;
        smallestExponent = exponent(smallest) - exponent;
        if (smallestExponent < Double.MIN_EXPONENT) {
            throw new OutOfRangeException();
        }
        if (exponent != 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.scalb(values[i], -exponent);
            }
        }
        return exponent;
    }

    /** The exponent of the leading bit, which {@link Math#getExponent} gives for normal numbers only. */
    private static int exponent(double positive) {
        return positive >= Double.MIN_NORMAL
                ? Math.getExponent(positive)
                : Math.getExponent(Math.scalb(positive, SUBNORMAL_DIGITS)) - SUBNORMAL_DIGITS;
    }
}
