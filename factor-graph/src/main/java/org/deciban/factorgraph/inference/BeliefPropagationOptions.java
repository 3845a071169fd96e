package org.deciban.factorgraph.inference;

/**
 * When belief propagation stops.
 *
 * <p>It stops after the first round, from round {@code minRounds} on, whose residual is at most {@code tolerance}, and at
 * the latest after {@code maxRounds}.
 *
 * @param minRounds rounds that are done in any case, ≥ 0
 * @param maxRounds rounds after which it stops in any case, ≥ {@code minRounds}
 * @param tolerance the residual that counts as convergence, a difference of probabilities, ≥ 0; with 0 only a round that
 *     changes no bit counts
 */
public record BeliefPropagationOptions(int minRounds, int maxRounds, double tolerance) {
    private static final BeliefPropagationOptions DEFAULTS = new BeliefPropagationOptions(0, 1000, 1e-9);

    /** @throws IllegalArgumentException if a component is outside its range; NaN is outside every range */
    public BeliefPropagationOptions {
        if (!(minRounds >= 0)) {
            throw new IllegalArgumentException("minRounds is " + minRounds + "; it is 0 or more");
        }
        if (!(maxRounds >= minRounds)) {
            throw new IllegalArgumentException(
                    "maxRounds is " + maxRounds + "; it is at least minRounds, " + minRounds);
        }
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("tolerance is " + tolerance + "; it is 0 or more");
        }
    }

    /** At most 1000 rounds, tolerance 1e-9. */
    public static BeliefPropagationOptions defaults() {
        return DEFAULTS;
    }

    /** These options, with at most that many rounds. */
    public BeliefPropagationOptions withMaxRounds(int rounds) {
        return new BeliefPropagationOptions(Math.min(minRounds, rounds), rounds, tolerance);
    }

    /** These options, with exactly that many rounds, converged or not. */
    public BeliefPropagationOptions withExactRounds(int rounds) {
        return new BeliefPropagationOptions(rounds, rounds, tolerance);
    }

    /** These options, with that tolerance. */
    public BeliefPropagationOptions withTolerance(double tolerance) {
        return new BeliefPropagationOptions(minRounds, maxRounds, tolerance);
    }
}
