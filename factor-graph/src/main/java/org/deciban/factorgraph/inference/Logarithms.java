package org.deciban.factorgraph.inference;

/** Totals of numbers that are given by their natural logarithms; −∞ stands for zero. */
final class Logarithms {
    private Logarithms() {}

    /** ln of the largest of {@code count} numbers. */
    static double max(double[] logarithms, int at, int count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = at; i < at + count; i++) {
            largest = Math.max(largest, logarithms[i]);
        }
        return largest;
    }

    /** ln of the sum of {@code count} numbers; shifted by the largest, so that nothing over- or underflows. */
    static double sum(double[] logarithms, int at, int count) {
        double largest = max(logarithms, at, count);
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest; // −∞ − (−∞) below would be NaN
        }
        double sum = 0;
        for (int i = at; i < at + count; i++) {
            sum += Math.exp(logarithms[i] - largest);
        }
        return largest + Math.log(sum);
    }
}
