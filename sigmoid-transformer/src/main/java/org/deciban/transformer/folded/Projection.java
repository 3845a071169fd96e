package org.deciban.transformer.folded;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.deciban.transformer.Matrix;

/** Some rows of a weight matrix, stored so that a token of few entries is projected by looking at those entries alone. */
final class Projection {
    private final int rows;
    private final int[] columnStart;
    private final int[] rowOf;
    private final double[] weights;

    /**
     * @param matrix shape {@code [rows, d]}
     * @param wanted the rows to keep; the others give zero
     */
    Projection(Matrix matrix, IntPredicate wanted) {
        this.rows = matrix.rows();
        this.columnStart = new int[matrix.columns() + 1];
        for (int r = 0; r < rows; r++) {
            if (wanted.test(r)) {
                matrix.forEachInRow(r, (column, weight) -> columnStart[column + 1]++);
            }
        }
        for (int column = 0; column < matrix.columns(); column++) {
            columnStart[column + 1] += columnStart[column];
        }
        this.rowOf = new int[columnStart[matrix.columns()]];
        this.weights = new double[rowOf.length];
        int[] next = columnStart.clone();
        for (int r = 0; r < rows; r++) {
            if (wanted.test(r)) {
                int row = r;
                matrix.forEachInRow(r, (column, weight) -> {
                    rowOf[next[column]] = row;
                    weights[next[column]++] = weight;
                });
            }
        }
    }

    /** What is reused from token to token; one thread's. */
    static final class Scratch {
        private final double[] sums;
        private int[] touched = new int[16];
        private int count;

        Scratch(int rows) {
            this.sums = new double[rows];
        }

        private void add(int row, double amount) {
            if (sums[row] == 0) {
                if (count == touched.length) {
                    touched = Arrays.copyOf(touched, 2 * count);
                }
                touched[count++] = row;
            }
            sums[row] += amount;
        }

        /** Short lists, nearly in order. */
        private void sort() {
            if (count > 64) {
                Arrays.sort(touched, 0, count);
                return;
            }
            for (int i = 1; i < count; i++) {
                int row = touched[i];
                int at = i;
                for (; at > 0 && touched[at - 1] > row; at--) {
                    touched[at] = touched[at - 1];
                }
                touched[at] = row;
            }
        }

        private SparseVector take() {
            sort();
            int[] index = new int[count];
            double[] value = new double[count];
            int size = 0;
            for (int i = 0; i < count; i++) {
                // A sum that came back to zero on the way may stand twice.
                if (sums[touched[i]] != 0) {
                    index[size] = touched[i];
                    value[size++] = sums[touched[i]];
                    sums[touched[i]] = 0;
                }
            }
            count = 0;
            return size == index.length
                    ? new SparseVector(index, value)
                    : new SparseVector(Arrays.copyOf(index, size), Arrays.copyOf(value, size));
        }
    }

    Scratch scratch() {
        return new Scratch(rows);
    }

    /** The product with a token. */
    SparseVector of(Matrix tokens, int token, Scratch scratch) {
        tokens.forEachInRow(token, (dimension, x) -> {
            for (int i = columnStart[dimension]; i < columnStart[dimension + 1]; i++) {
                scratch.add(rowOf[i], weights[i] * x);
            }
        });
        return scratch.take();
    }
}
