package org.deciban.transformer.io;

import org.deciban.transformer.Matrix;

/** The transpose of a matrix. Files multiply tokens from the left, the weights here from the right. */
final class Transposed {
    private Transposed() {}

    static Matrix of(Matrix matrix) {
        int[] next = new int[matrix.columns() + 1];
        for (int row = 0; row < matrix.rows(); row++) {
            matrix.forEachInRow(row, (column, value) -> next[column + 1]++);
        }
        for (int column = 0; column < matrix.columns(); column++) {
            next[column + 1] += next[column];
        }
        int[] rowOf = new int[matrix.nonZeros()];
        double[] values = new double[matrix.nonZeros()];
        for (int row = 0; row < matrix.rows(); row++) {
            int from = row;
            matrix.forEachInRow(row, (column, value) -> {
                rowOf[next[column]] = from;
                values[next[column]++] = value;
            });
        }
        Matrix.Builder transposed = Matrix.builder(matrix.columns(), matrix.rows());
        for (int column = 0, i = 0; column < matrix.columns(); column++) {
            while (i < next[column]) {
                transposed.append(rowOf[i], values[i++]);
            }
            transposed.endRow();
        }
        return transposed.build();
    }
}
