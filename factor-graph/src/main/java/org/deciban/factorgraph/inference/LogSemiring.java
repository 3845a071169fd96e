package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Natural logarithms in doubles: multiplication adds, addition is {@code ln(e^a + e^b)}, zero is −∞.
 *
 * <p>A logarithm of size L carries an absolute error of at least L·2^-53, which is the relative error of the number it
 * stands for: 1e-13 at L = 1000.
 */
final class LogSemiring implements Semiring<Double> {
    @Override
    public Double zero() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public Double one() {
        return 0.0;
    }

    @Override
    public NumberTable<Double> load(double[] weights) {
        List<Double> logs = new ArrayList<>();
        for (double weight : weights) {
            logs.add(Math.log(weight));
        }
        return new NumberTable<>(logs, 0);
    }

    @Override
    public Double add(Double a, Double b) {
        double larger = Math.max(a, b);
        double smaller = Math.min(a, b);
        // With −∞ on both sides the difference would be NaN.
        return isZero(smaller) ? larger : larger + Math.log1p(Math.exp(smaller - larger));
    }

    @Override
    public Double multiply(Double a, Double b) {
        return a + b;
    }

    @Override
    public Double divide(Double a, Double b) {
        return a - b;
    }

    /** {@code e^a} of each logarithm divided by their sum, which is not zero. */
    static double[] normalised(List<Double> logs) {
        double largest = Collections.max(logs);
        double[] weights =
                logs.stream().mapToDouble(log -> Math.exp(log - largest)).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }

    @Override
    public boolean isZero(Double number) {
        return number == Double.NEGATIVE_INFINITY;
    }

    @Override
    public double log(Double number) {
        return number;
    }
}
