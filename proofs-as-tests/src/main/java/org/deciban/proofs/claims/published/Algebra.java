package org.deciban.proofs.claims.published;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.deciban.transformer.Matrix;

/** From the matrices of a transformer to those of commons-math and back. */
final class Algebra {
    private Algebra() {}

    static RealMatrix real(double[][] rows) {
        return new Array2DRowRealMatrix(rows);
    }

    /** At least one row and one column. */
    static RealMatrix real(Matrix matrix) {
        RealMatrix real = new Array2DRowRealMatrix(matrix.rows(), matrix.columns());
        for (int row = 0; row < matrix.rows(); row++) {
            int r = row;
            matrix.forEachInRow(row, (column, value) -> real.setEntry(r, column, value));
        }
        return real;
    }

    static Matrix matrix(RealMatrix real) {
        Matrix.Builder matrix = Matrix.builder(real.getRowDimension(), real.getColumnDimension());
        for (int row = 0; row < real.getRowDimension(); row++) {
            for (int column = 0; column < real.getColumnDimension(); column++) {
                matrix.append(column, real.getEntry(row, column));
            }
            matrix.endRow();
        }
        return matrix.build();
    }

    /** The product; of no inner dimension the zero matrix. */
    static Matrix product(Matrix left, Matrix right) {
        return left.rows() == 0 || right.columns() == 0 || left.columns() == 0
                ? Matrix.zeros(left.rows(), right.columns())
                : matrix(real(left).multiply(real(right)));
    }
}
