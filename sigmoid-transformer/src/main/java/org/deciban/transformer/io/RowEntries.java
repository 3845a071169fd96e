package org.deciban.transformer.io;

import java.util.Arrays;
import org.deciban.transformer.Matrix;

/** The stored entries of one row of a matrix after the other, for loops that may throw. */
final class RowEntries {
    private final Matrix matrix;
    private int row = -1;
    private int count;
    private int[] columns = new int[16];
    private double[] values = new double[16];

    RowEntries(Matrix matrix) {
        this.matrix = matrix;
    }

    /** Goes to the next row, if there is one. */
    boolean next() {
        if (++row >= matrix.rows()) {
            return false;
        }
        count = 0;
        matrix.forEachInRow(row, (column, value) -> {
            if (count == columns.length) {
                columns = Arrays.copyOf(columns, 2 * count);
                values = Arrays.copyOf(values, 2 * count);
            }
            columns[count] = column;
            values[count++] = value;
        });
        return true;
    }

    int count() {
        return count;
    }

    int column(int i) {
        return columns[i];
    }

    double value(int i) {
        return values[i];
    }
}
