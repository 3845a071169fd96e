package org.deciban.factorgraph.inference;

import java.util.Arrays;

/**
 * Multiplies a message into a table and sums its variable out, in a commutative semiring (⊕, ⊗).
 *
 * <p>Summing out one variable at a time costs one pass over a table, where summing rows for each message anew would cost
 * one pass per pair of variables.
 */
enum EliminationKernel {
    /** Sums of products; entries are probabilities up to scale. */
    PLUS_TIMES {
        @Override
        void eliminateLast(
                double[] table, int at, int rows, int k, double[] message, int messageAt, double[] out, int outAt) {
            for (int r = 0; r < rows; r++) {
                int row = at + r * k;
                double sum = 0;
                for (int s = 0; s < k; s++) {
                    sum += table[row + s] * message[messageAt + s];
                }
                out[outAt + r] = sum;
            }
        }

        @Override
        void eliminateFirst(
                double[] table, int at, int k, int columns, double[] message, int messageAt, double[] out, int outAt) {
            double first = message[messageAt];
            for (int c = 0; c < columns; c++) {
                out[outAt + c] = table[at + c] * first;
            }
            for (int s = 1; s < k; s++) {
                double weight = message[messageAt + s];
                if (weight != 0) {
                    int row = at + s * columns;
                    for (int c = 0; c < columns; c++) {
                        out[outAt + c] += table[row + c] * weight;
                    }
                }
            }
        }
    },

    /** Largest products; entries are probabilities up to scale. */
    MAX_TIMES {
        @Override
        void eliminateLast(
                double[] table, int at, int rows, int k, double[] message, int messageAt, double[] out, int outAt) {
            for (int r = 0; r < rows; r++) {
                int row = at + r * k;
                double largest = 0;
                for (int s = 0; s < k; s++) {
                    largest = Math.max(largest, table[row + s] * message[messageAt + s]);
                }
                out[outAt + r] = largest;
            }
        }

        @Override
        void eliminateFirst(
                double[] table, int at, int k, int columns, double[] message, int messageAt, double[] out, int outAt) {
            Arrays.fill(out, outAt, outAt + columns, 0.0);
            for (int s = 0; s < k; s++) {
                double weight = message[messageAt + s];
                int row = at + s * columns;
                for (int c = 0; c < columns; c++) {
                    out[outAt + c] = Math.max(out[outAt + c], table[row + c] * weight);
                }
            }
        }
    },

    /** Largest sums; entries are logarithms, −∞ is the logarithm of zero. */
    MAX_PLUS {
        @Override
        void eliminateLast(
                double[] table, int at, int rows, int k, double[] message, int messageAt, double[] out, int outAt) {
            for (int r = 0; r < rows; r++) {
                int row = at + r * k;
                double largest = Double.NEGATIVE_INFINITY;
                for (int s = 0; s < k; s++) {
                    largest = Math.max(largest, table[row + s] + message[messageAt + s]);
                }
                out[outAt + r] = largest;
            }
        }

        @Override
        void eliminateFirst(
                double[] table, int at, int k, int columns, double[] message, int messageAt, double[] out, int outAt) {
            Arrays.fill(out, outAt, outAt + columns, Double.NEGATIVE_INFINITY);
            for (int s = 0; s < k; s++) {
                double weight = message[messageAt + s];
                int row = at + s * columns;
                for (int c = 0; c < columns; c++) {
                    out[outAt + c] = Math.max(out[outAt + c], table[row + c] + weight);
                }
            }
        }
    },

    /**
     * Log-sum-exp of sums; entries are logarithms, −∞ is the logarithm of zero. Each result is shifted by its own largest
     * term, so nothing underflows.
     */
    LOG_SUM_EXP {
        @Override
        void eliminateLast(
                double[] table, int at, int rows, int k, double[] message, int messageAt, double[] out, int outAt) {
            for (int r = 0; r < rows; r++) {
                out[outAt + r] = logSumExp(table, at + r * k, 1, k, message, messageAt);
            }
        }

        @Override
        void eliminateFirst(
                double[] table, int at, int k, int columns, double[] message, int messageAt, double[] out, int outAt) {
            for (int c = 0; c < columns; c++) {
                out[outAt + c] = logSumExp(table, at + c, columns, k, message, messageAt);
            }
        }

        private double logSumExp(double[] table, int at, int step, int k, double[] message, int messageAt) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int s = 0; s < k; s++) {
                largest = Math.max(largest, table[at + s * step] + message[messageAt + s]);
            }
            if (largest == Double.NEGATIVE_INFINITY) {
                return largest; // −∞ − (−∞) below would be NaN
            }
            double sum = 0;
            for (int s = 0; s < k; s++) {
                sum += Math.exp(table[at + s * step] + message[messageAt + s] - largest);
            }
            return largest + Math.log(sum);
        }
    };

    /**
     * {@code out[r] = ⊕_s table[r][s] ⊗ message[s]} for a table of shape {@code [rows, k]} at {@code at}.
     *
     * @param message the message at {@code messageAt}, shape {@code [k]}
     */
    abstract void eliminateLast(
            double[] table, int at, int rows, int k, double[] message, int messageAt, double[] out, int outAt);

    /** {@code out[c] = ⊕_s table[s][c] ⊗ message[s]} for a table of shape {@code [k, columns]} at {@code at}. */
    abstract void eliminateFirst(
            double[] table, int at, int k, int columns, double[] message, int messageAt, double[] out, int outAt);
}
