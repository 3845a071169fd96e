package org.deciban.compiler.decompile;

import org.deciban.transformer.Activation;

/**
 * How an update link combines its alternatives.
 *
 * <p>With u the weighted sum of what the node gathered, the first three choose between "off", of log-potential 0, and "on", of
 * log-potential u; the last adds up alternatives that are given as potentials.
 */
public enum LinkFunction {
    /**
     * {@code e^u / (e^0 + e^u)}: the probability of "on". With logits in the residual stream this is the published σ of a
     * weighted sum of logits.
     */
    LOGISTIC {
        @Override
        public double combine(double u) {
            return 1 / (1 + Math.exp(-u));
        }
    },
    /** {@code ln(e^0 + e^u)}: log-sum-exp over "off" and "on". */
    LOG_SUM_EXP {
        @Override
        public double combine(double u) {
            double more = Math.max(0, u);
            return more + Math.log(Math.exp(-more) + Math.exp(u - more));
        }
    },
    /** {@code max(0, u)}: the log-potential of the better of "off" and "on", log-sum-exp in the max-product semiring. */
    MAX {
        @Override
        public double combine(double u) {
            return u > 0 ? u : 0;
        }
    },
    /**
     * {@code ln max(Σ_k p_k, 1e-300)}: log-sum-exp over alternatives with potentials {@code p_k = weight · x[dimension]}, and
     * the bias as one more. With p_k of both signs it is the logarithm of their sum all the same, a factor in name only.
     */
    LOG_OF_SUM {
        @Override
        public double combine(double u) {
            return u > SMALLEST_POTENTIAL ? Math.log(u) : LOG_OF_SMALLEST_POTENTIAL;
        }
    };

    private static final double SMALLEST_POTENTIAL = 1e-300;
    private static final double LOG_OF_SMALLEST_POTENTIAL = -300 * Math.log(10);

    /** The combination at a weighted sum u. */
    public abstract double combine(double u);

    /** The link that a feed-forward with this activation consists of. */
    static LinkFunction of(Activation activation) {
        return switch (activation) {
            case SIGMOID -> LOGISTIC;
            case SOFTPLUS -> LOG_SUM_EXP;
            case RELU -> MAX;
            case LOG -> LOG_OF_SUM;
        };
    }
}
