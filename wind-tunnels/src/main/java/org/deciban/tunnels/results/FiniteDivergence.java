package org.deciban.tunnels.results;

import java.util.Arrays;
import org.deciban.tunnels.meters.Divergences;

/**
 * KL(p ‖ q') with q' = (1 − 1e-12) q + 1e-12 uniform: for models that are changed on purpose, of which a mean is wanted that one
 * excluded outcome would make infinite. At most log2 K + 39.9 bits for K outcomes; where q excludes nothing, off by at most 2e-12.
 */
public final class FiniteDivergence {
    private static final double UNIFORM = 1e-12;

    private FiniteDivergence() {}

    /**
     * Of one position.
     *
     * @param p shape {@code [outcomes]}
     * @param q the same, or longer where it knows outcomes that p gives 0
     * @return bits
     */
    public static double bits(double[] p, double[] q) {
        double[] mixed = q.clone();
        for (int outcome = 0; outcome < mixed.length; outcome++) {
            mixed[outcome] = (1 - UNIFORM) * mixed[outcome] + UNIFORM / mixed.length;
        }
        return Divergences.kullbackLeibler(Arrays.copyOf(p, mixed.length), mixed);
    }

    /**
     * The mean over positions.
     *
     * @param p shape {@code [positions, outcomes]}
     * @param q the same
     */
    public static double meanBits(double[][] p, double[][] q) {
        double sum = 0;
        for (int position = 0; position < p.length; position++) {
            sum += bits(p[position], q[position]);
        }
        return sum / p.length;
    }
}
