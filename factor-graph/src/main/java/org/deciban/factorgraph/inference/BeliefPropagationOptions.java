package org.deciban.factorgraph.inference;

import java.util.Objects;

/**
 * How belief propagation runs and when it stops. Start from {@link #defaults()}.
 *
 * <p>It stops after the first round, from round {@code minRounds} on, whose residual is at most {@code tolerance}, and at
 * the latest after {@code maxRounds}.
 *
 * @param objective sums or maxima
 * @param domain how messages are kept
 * @param schedule the order of the messages
 * @param damping {@code d} in {@code m ← m_old^d · m_new^(1−d)}, normalised, for factor-to-variable messages: a weighted
 *     geometric mean in both domains; in [0, 1), 0 is none
 * @param minRounds rounds that are done in any case, ≥ 0
 * @param maxRounds rounds after which it stops in any case, ≥ {@code minRounds}
 * @param tolerance the residual that counts as convergence, a difference of probabilities, ≥ 0; with 0 only a round that
 *     changes no bit counts
 * @param threads how many threads {@link Schedule#FLOODING} uses, ≥ 1; the result has the same bits for every number. It
 *     pays on large graphs only: a round over 1e5 binary edges takes about a millisecond, waking threads a twentieth of it
 * @param seed of {@link Schedule#RANDOM_SEQUENTIAL}
 */
public record BeliefPropagationOptions(
        Objective objective,
        MessageDomain domain,
        Schedule schedule,
        double damping,
        int minRounds,
        int maxRounds,
        double tolerance,
        int threads,
        long seed) {
    private static final BeliefPropagationOptions DEFAULTS = new BeliefPropagationOptions(
            Objective.SUM_PRODUCT, MessageDomain.LOG, Schedule.FLOODING, 0, 0, 1000, 1e-9, 1, 0);

    /** @throws IllegalArgumentException if a component is outside its range; NaN is outside every range */
    public BeliefPropagationOptions {
        Objects.requireNonNull(objective, "objective");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(schedule, "schedule");
        if (!(damping >= 0 && damping < 1)) {
            throw new IllegalArgumentException("damping is " + damping + "; it is at least 0 and less than 1");
        }
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
        if (!(threads >= 1)) {
            throw new IllegalArgumentException("threads is " + threads + "; it is 1 or more");
        }
    }

    /** Sum-product, logarithms, flooding, no damping, at most 1000 rounds, tolerance 1e-9, one thread, seed 0. */
    public static BeliefPropagationOptions defaults() {
        return DEFAULTS;
    }

    /** These options with another objective. */
    public BeliefPropagationOptions withObjective(Objective objective) {
        return new BeliefPropagationOptions(
                objective, domain, schedule, damping, minRounds, maxRounds, tolerance, threads, seed);
    }

    /** These options with another domain. */
    public BeliefPropagationOptions withDomain(MessageDomain domain) {
        return new BeliefPropagationOptions(
                objective, domain, schedule, damping, minRounds, maxRounds, tolerance, threads, seed);
    }

    /** These options with another schedule. */
    public BeliefPropagationOptions withSchedule(Schedule schedule) {
        return new BeliefPropagationOptions(
                objective, domain, schedule, damping, minRounds, maxRounds, tolerance, threads, seed);
    }

    /** These options with another damping. */
    public BeliefPropagationOptions withDamping(double damping) {
        return new BeliefPropagationOptions(
                objective, domain, schedule, damping, minRounds, maxRounds, tolerance, threads, seed);
    }

    /** These options with at most that many rounds. */
    public BeliefPropagationOptions withMaxRounds(int rounds) {
        return withRounds(Math.min(minRounds, rounds), rounds);
    }

    /** These options with exactly that many rounds, converged or not. */
    public BeliefPropagationOptions withExactRounds(int rounds) {
        return withRounds(rounds, rounds);
    }

    private BeliefPropagationOptions withRounds(int min, int max) {
        return new BeliefPropagationOptions(objective, domain, schedule, damping, min, max, tolerance, threads, seed);
    }

    /** These options with another tolerance. */
    public BeliefPropagationOptions withTolerance(double tolerance) {
        return new BeliefPropagationOptions(
                objective, domain, schedule, damping, minRounds, maxRounds, tolerance, threads, seed);
    }

    /** These options with another number of threads. */
    public BeliefPropagationOptions withThreads(int threads) {
        return new BeliefPropagationOptions(
                objective, domain, schedule, damping, minRounds, maxRounds, tolerance, threads, seed);
    }

    /** These options with another seed. */
    public BeliefPropagationOptions withSeed(long seed) {
        return new BeliefPropagationOptions(
                objective, domain, schedule, damping, minRounds, maxRounds, tolerance, threads, seed);
    }
}
