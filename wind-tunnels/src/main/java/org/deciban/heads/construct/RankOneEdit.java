package org.deciban.heads.construct;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.deciban.transformer.Matrix;

/**
 * The update of one association in a linear memory W with W k_j = v_j:
 *
 * <pre>
 *   W' = W + (v* − W k*) uᵀ,     u = C⁺ k* / (k*ᵀ C⁺ k*),     C = Σ_j k_j k_jᵀ over the stored keys, k* among them
 * </pre>
 *
 * <p>W' k* = v*. This is the closed form of ROME (Meng and others, 2022), with a pseudo-inverse where C is singular. If the stored keys
 * are linearly independent, u is the dual vector of k*, {@code u · k_j = [k_j = k*]}, so that no other association changes.
 */
public final class RankOneEdit {
    private RankOneEdit() {}

    /**
     * u.
     *
     * @param stored shape {@code [keys, units]}, the key edited among them
     * @param key k*, shape {@code [units]}
     * @throws IllegalArgumentException if the key is zero, or orthogonal to all that are stored
     */
    public static double[] dual(double[][] stored, double[] key) {
        RealMatrix keys = new Array2DRowRealMatrix(stored);
        ArrayRealVector edited = new ArrayRealVector(key);
        RealMatrix inverse = new SingularValueDecomposition(keys.transpose().multiply(keys))
                .getSolver()
                .getInverse();
        double[] direction = inverse.operate(key);
        double along = edited.dotProduct(new ArrayRealVector(direction));
        if (!(along > 0)) {
            throw new IllegalArgumentException("the key that is edited must be among those that are stored");
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] /= along;
        }
        return direction;
    }

    /** The matrix {@code a bᵀ}. */
    static Matrix outer(double[] a, double[] b) {
        Matrix.Builder rows = Matrix.builder(a.length, b.length);
        for (double scale : a) {
            for (int column = 0; column < b.length; column++) {
                rows.append(column, scale * b[column]);
            }
            rows.endRow();
        }
        return rows.build();
    }
}
