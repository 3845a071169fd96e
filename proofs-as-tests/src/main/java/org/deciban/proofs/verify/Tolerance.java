package org.deciban.proofs.verify;

/**
 * How far two probabilities may lie apart and still count as the same.
 *
 * @param absolute the largest |actual − expected| allowed, ≥ 0
 */
public record Tolerance(double absolute) {
    /** 1e-12: what separates two float64 programs that sum the same messages in another order. */
    public static final Tolerance ROUNDING = new Tolerance(1e-12);

    /**
     * @throws IllegalArgumentException if negative or NaN
     */
    public Tolerance {
        if (!(absolute >= 0)) {
            throw new IllegalArgumentException("a tolerance must be ≥ 0, got " + absolute);
        }
    }

    /** Whether a difference is within the tolerance; NaN never is. */
    public boolean allows(double difference) {
        return difference <= absolute;
    }

    @Override
    public String toString() {
        return "≤ " + absolute;
    }
}
