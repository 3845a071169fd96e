package org.deciban.proofs;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;

/**
 * What an inference method answers.
 *
 * @param beliefs the beliefs of every round, or empty if the evidence was called impossible
 * @param refusal the error that called it so, or empty
 */
public record Outcome(Optional<List<Marginals>> beliefs, Optional<ImpossibleEvidenceException> refusal) {

    /** What an inference returns, or that it refuses the evidence. */
    public static Outcome of(Supplier<List<Marginals>> inference) {
        try {
            return new Outcome(Optional.of(inference.get()), Optional.empty());
        } catch (ImpossibleEvidenceException e) {
            return new Outcome(Optional.empty(), Optional.of(e));
        }
    }

    /** What an inference that returns one set of beliefs returns, or that it refuses the evidence. */
    public static Outcome ofOne(Supplier<Marginals> inference) {
        return of(() -> List.of(inference.get()));
    }

    /** Whether the evidence was called impossible. */
    public boolean isImpossible() {
        return beliefs.isEmpty();
    }

    /**
     * The largest difference of two probabilities, over all rounds, variables and states: 0 if both call the evidence impossible,
     * infinite if one of them does or the rounds are not as many.
     */
    public double distanceTo(Outcome expected) {
        if (isImpossible() || expected.isImpossible()) {
            return isImpossible() && expected.isImpossible() ? 0 : Double.POSITIVE_INFINITY;
        }
        List<Marginals> actualRounds = beliefs.orElseThrow();
        List<Marginals> expectedRounds = expected.beliefs().orElseThrow();
        if (actualRounds.size() != expectedRounds.size()) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (int round = 0; round < actualRounds.size(); round++) {
            double here = actualRounds
                    .get(round)
                    .farthestFrom(expectedRounds.get(round))
                    .magnitude();
            worst = Math.max(worst, here);
        }
        return worst;
    }

    /**
     * Both impossible, or the same beliefs in every round.
     *
     * @throws AssertionError if not, naming the first round that differs
     */
    public void assertEquals(Outcome expected, double tolerance) {
        require(
                isImpossible() == expected.isImpossible(),
                "the evidence is called " + (isImpossible() ? "impossible, expected beliefs" : "possible")
                        + expected.refusal()
                                .map(refusal -> ", expected " + refusal)
                                .orElse(""));
        if (isImpossible()) {
            return;
        }
        List<Marginals> actualRounds = beliefs.orElseThrow();
        List<Marginals> expectedRounds = expected.beliefs().orElseThrow();
        require(
                actualRounds.size() == expectedRounds.size(),
                actualRounds.size() + " rounds, expected " + expectedRounds.size());
        for (int round = 0; round < actualRounds.size(); round++) {
            Marginals.Discrepancy worst = actualRounds.get(round).farthestFrom(expectedRounds.get(round));
            require(worst.magnitude() <= tolerance, "round " + round + ", " + worst);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }

    /** The beliefs of the last round alone. */
    public Outcome last() {
        return new Outcome(beliefs.map(all -> all.subList(all.size() - 1, all.size())), refusal);
    }
}
