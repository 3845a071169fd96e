package org.deciban.proofs.certificates;

import java.util.BitSet;
import org.deciban.transformer.Matrix;

/** The entries of a matrix that are not zero, row by row, as arrays that loops can run over. */
final class SparseRows {
    final int[] start;
    final int[] column;
    final double[] value;

    SparseRows(Matrix matrix) {
        this.start = new int[matrix.rows() + 1];
        this.column = new int[matrix.nonZeros()];
        this.value = new double[matrix.nonZeros()];
        int[] next = {0};
        for (int r = 0; r < matrix.rows(); r++) {
            matrix.forEachInRow(r, (c, v) -> {
                column[next[0]] = c;
                value[next[0]++] = v;
            });
            start[r + 1] = next[0];
        }
    }

    int rows() {
        return start.length - 1;
    }

    boolean isZero(int row) {
        return start[row] == start[row + 1];
    }

    /** Whether a row reads one of these columns. */
    boolean meets(int row, BitSet columns) {
        for (int i = start[row]; i < start[row + 1]; i++) {
            if (columns.get(column[i])) {
                return true;
            }
        }
        return false;
    }
}
