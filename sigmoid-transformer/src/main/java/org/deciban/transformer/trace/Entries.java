package org.deciban.transformer.trace;

import java.util.BitSet;
import org.deciban.transformer.Matrix;

/** Matrices from the entries and rows of others. */
final class Entries {
    private Entries() {}

    /** An entry by its place. */
    interface At {
        double at(int row, int column);
    }

    /** A matrix of the same shape as another. */
    static Matrix map(Matrix like, At entries, HookPoint point) {
        Matrix.Builder builder = Matrix.builder(like.rows(), like.columns());
        for (int row = 0; row < like.rows(); row++) {
            for (int column = 0; column < like.columns(); column++) {
                double entry = entries.at(row, column);
                if (!Double.isFinite(entry)) {
                    throw new ArithmeticException("the replacement at " + point + " is " + entry + " at row " + row
                            + ", column " + column + ". Maybe it is outside the range of float64?");
                }
                builder.append(column, entry);
            }
            builder.endRow();
        }
        return builder.build();
    }

    /** Some rows of one matrix, the others of another. */
    static Matrix withRowsOf(Matrix edited, int[] rows, Matrix value, HookPoint point) {
        requireSameShape(point, "the replacement", edited, value);
        BitSet isEdited = new BitSet();
        for (int row : rows) {
            if (row < 0 || row >= value.rows()) {
                throw new IllegalArgumentException("token " + row + " of an edit at " + point + " must be one of "
                        + value.rows() + " tokens. Maybe tokens counted from 1?");
            }
            isEdited.set(row);
        }
        Matrix.Builder builder = Matrix.builder(value.rows(), value.columns());
        for (int row = 0; row < value.rows(); row++) {
            (isEdited.get(row) ? edited : value).forEachInRow(row, builder::append);
            builder.endRow();
        }
        return builder.build();
    }

    static Matrix requireSameShape(HookPoint point, String what, Matrix matrix, Matrix value) {
        if (matrix.rows() != value.rows() || matrix.columns() != value.columns()) {
            throw new IllegalArgumentException(what + " at " + point + " must have shape " + value.shape() + ", got "
                    + matrix.shape() + ". Maybe it is of another model, or of another number of tokens?");
        }
        return matrix;
    }
}
