package org.deciban.transformer;

/**
 * The non-linearity φ of a feed-forward, applied to each hidden unit.
 *
 * <p>All are computed with {@link StrictMath}, so that a result is the same to the bit on every machine.
 */
public enum Activation {
    /** {@code 1 / (1 + e^(−u))}; 0 at −∞, 1 at +∞. */
    SIGMOID {
        @Override
        public double apply(double u) {
            // e^u / (1 + e^u) for u < 0: no overflow, and small values keep their digits.
            double e = StrictMath.exp(-Math.abs(u));
            return u < 0 ? e / (1 + e) : 1 / (1 + e);
        }
    },
    /** {@code ln(1 + e^u)}, the integral of the sigmoid; 0 at −∞, u at +∞. */
    SOFTPLUS {
        @Override
        public double apply(double u) {
            return Math.max(u, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(u)));
        }
    },
    /** {@code max(u, 0)}, the softplus at temperature zero. */
    RELU {
        @Override
        public double apply(double u) {
            return Math.max(u, 0);
        }
    },
    /** {@code ln max(u, 1e-300)}: the logarithm, with {@link #LOG_FLOOR} in place of ln 0 and of ln of a negative. */
    LOG {
        @Override
        public double apply(double u) {
            return StrictMath.log(Math.max(u, LOG_ARGUMENT_FLOOR));
        }
    };

    /** The smallest argument that {@link #LOG} tells from zero. */
    public static final double LOG_ARGUMENT_FLOOR = 1e-300;

    /** The value of {@link #LOG} at zero: ln 1e-300 ≈ −690.8. */
    public static final double LOG_FLOOR = StrictMath.log(LOG_ARGUMENT_FLOOR);

    /** φ(u); NaN for NaN. */
    public abstract double apply(double u);
}
