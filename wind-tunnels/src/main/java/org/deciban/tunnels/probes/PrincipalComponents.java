package org.deciban.tunnels.probes;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Principal components of rows: eigenvectors of their covariance (divisor n), by descending eigenvalue. They are computed as singular
 * vectors, which of a covariance are the same: the eigenvalue decomposition of Commons Math does not converge for some that have many
 * nearly equal eigenvalues.
 *
 * <p>Dimensions that do not vary are set aside before the decomposition: compiled models have many. Immutable; arrays that are
 * handed out are not to be modified.
 */
public final class PrincipalComponents {
    private final double[] mean;
    private final double[] variances;
    /** Shape {@code [components, d]}, orthonormal rows. */
    private final double[][] directions;

    private PrincipalComponents(double[] mean, double[] variances, double[][] directions) {
        this.mean = mean;
        this.variances = variances;
        this.directions = directions;
    }

    /**
     * @param rows shape {@code [n ≥ 1, d]}
     */
    public static PrincipalComponents of(double[][] rows) {
        int d = rows[0].length;
        double[] mean = new double[d];
        for (double[] row : rows) {
            for (int i = 0; i < d; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        int[] moving = moving(rows, d);
        if (moving.length == 0) {
            return new PrincipalComponents(mean, new double[0], new double[0][]);
        }
        SingularValueDecomposition decomposition = new SingularValueDecomposition(covariance(rows, mean, moving));
        double[] variances = decomposition.getSingularValues();
        double[][] directions = new double[variances.length][d];
        for (int k = 0; k < variances.length; k++) {
            for (int i = 0; i < moving.length; i++) {
                directions[k][moving[i]] = decomposition.getU().getEntry(i, k);
            }
        }
        return new PrincipalComponents(mean, variances, directions);
    }

    private static int[] moving(double[][] rows, int d) {
        boolean[] moves = new boolean[d];
        for (double[] row : rows) {
            for (int i = 0; i < d; i++) {
                moves[i] |= row[i] != rows[0][i];
            }
        }
        return IntStream.range(0, d).filter(i -> moves[i]).toArray();
    }

    private static RealMatrix covariance(double[][] rows, double[] mean, int[] moving) {
        double[][] sums = new double[moving.length][moving.length];
        double[] centred = new double[moving.length];
        for (double[] row : rows) {
            for (int i = 0; i < moving.length; i++) {
                centred[i] = row[moving[i]] - mean[moving[i]];
                for (int j = 0; j <= i; j++) {
                    sums[i][j] += centred[i] * centred[j];
                }
            }
        }
        for (int i = 0; i < moving.length; i++) {
            for (int j = 0; j <= i; j++) {
                sums[i][j] /= rows.length;
                sums[j][i] = sums[i][j];
            }
        }
        return new Array2DRowRealMatrix(sums, false);
    }

    /** The mean row, shape {@code [d]}. */
    public double[] mean() {
        return mean;
    }

    /** The variances along the components, descending. */
    public double[] variances() {
        return variances;
    }

    /** The unit vector of a component, shape {@code [d]}. */
    public double[] direction(int component) {
        return directions[component];
    }

    /** The sum of all variances. */
    public double totalVariance() {
        return Arrays.stream(variances).sum();
    }

    /** The share of the first component in the total variance; NaN if nothing varies. */
    public double firstShare() {
        return variances.length == 0 ? Double.NaN : variances[0] / totalVariance();
    }

    /** The participation ratio (Σ λ)² / Σ λ²: the dimension of an isotropic cloud, 1 on a line; NaN if nothing varies. */
    public double participationRatio() {
        double total = totalVariance();
        return total * total / Arrays.stream(variances).map(v -> v * v).sum();
    }

    /** The coordinate of a row along a component, 0 for the mean. */
    public double coordinate(double[] row, int component) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += (row[i] - mean[i]) * directions[component][i];
        }
        return sum;
    }

    /** The variance along a unit vector. */
    public double varianceAlong(double[] direction) {
        double sum = 0;
        for (int k = 0; k < variances.length; k++) {
            double cosine = Cosines.dot(directions[k], direction);
            sum += variances[k] * cosine * cosine;
        }
        return sum;
    }
}
