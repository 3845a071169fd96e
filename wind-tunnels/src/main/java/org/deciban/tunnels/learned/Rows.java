package org.deciban.tunnels.learned;

import java.util.Arrays;

/** Arithmetic on the rows of a matrix, row-major in one array. */
final class Rows {
    private Rows() {}

    /**
     * {@code target += x · weight}.
     *
     * @param x shape {@code [rows, inner]}
     * @param weight shape {@code [inner, columns]}
     * @param target shape {@code [rows, columns]}
     */
    static void addProduct(double[] x, double[] weight, int rows, int inner, int columns, double[] target) {
        // Four rows of the weight at a time: the target is loaded and stored a quarter as often.
        int blocked = inner - inner % 4;
        for (int row = 0; row < rows; row++) {
            int to = row * columns;
            int from = row * inner;
            for (int i = 0; i < blocked; i += 4) {
                double x0 = x[from + i];
                double x1 = x[from + i + 1];
                double x2 = x[from + i + 2];
                double x3 = x[from + i + 3];
                int w0 = i * columns;
                int w1 = w0 + columns;
                int w2 = w1 + columns;
                int w3 = w2 + columns;
                for (int c = 0; c < columns; c++) {
                    target[to + c] +=
                            x0 * weight[w0 + c] + x1 * weight[w1 + c] + x2 * weight[w2 + c] + x3 * weight[w3 + c];
                }
            }
            for (int i = blocked; i < inner; i++) {
                addScaled(x[from + i], weight, i * columns, target, to, columns);
            }
        }
    }

    /** {@code x · weight + bias}; the bias may be empty. */
    static double[] affine(double[] x, double[] weight, double[] bias, int rows, int inner, int columns) {
        double[] target = new double[rows * columns];
        for (int row = 0; row < rows && bias.length > 0; row++) {
            System.arraycopy(bias, 0, target, row * columns, columns);
        }
        addProduct(x, weight, rows, inner, columns, target);
        return target;
    }

    /** {@code target[to …] += factor · source[from …]}. */
    static void addScaled(double factor, double[] source, int from, double[] target, int to, int count) {
        if (factor != 0) {
            for (int c = 0; c < count; c++) {
                target[to + c] += factor * source[from + c];
            }
        }
    }

    /** {@code Σ x[from + c] · y[at + c]}. */
    static double dot(double[] x, int from, double[] y, int at, int count) {
        double sum = 0;
        for (int c = 0; c < count; c++) {
            sum += x[from + c] * y[at + c];
        }
        return sum;
    }

    /** {@code gain · (x − mean) / √(variance + ε) + bias} of each row. */
    static double[] normalised(double[] x, double[] gain, double[] bias, int rows) {
        int columns = gain.length;
        double[] target = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            int at = row * columns;
            double mean = 0;
            for (int c = 0; c < columns; c++) {
                mean += x[at + c];
            }
            mean /= columns;
            double variance = 0;
            for (int c = 0; c < columns; c++) {
                variance += (x[at + c] - mean) * (x[at + c] - mean);
            }
            double scale = 1 / Math.sqrt(variance / columns + LearnedSpec.NORM_EPSILON);
            for (int c = 0; c < columns; c++) {
                target[at + c] = gain[c] * (x[at + c] - mean) * scale + bias[c];
            }
        }
        return target;
    }

    /** Negative entries become 0. */
    static void rectify(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(x[i], 0);
        }
    }

    /** The first {@code count} numbers from {@code from} on become their softmax. */
    static void softmax(double[] x, int from, int count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, x[i]);
        }
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            x[i] = Math.exp(x[i] - largest);
            sum += x[i];
        }
        for (int i = from; i < from + count; i++) {
            x[i] /= sum;
        }
    }

    /** The rows as arrays of their own. */
    static double[][] split(double[] x, int columns) {
        double[][] rows = new double[x.length / columns][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(x, row * columns, (row + 1) * columns));
        return rows;
    }
}
