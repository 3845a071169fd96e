package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** Whether the evidence was called impossible. */
    public boolean isImpossible() {
        return beliefs.isEmpty();
    }

    /** Both impossible, or the same beliefs in every round. */
    public void assertEquals(Outcome expected, double tolerance) {
        assertThat(isImpossible()).as("the evidence is called impossible").isEqualTo(expected.isImpossible());
        if (!isImpossible()) {
            List<Marginals> actualRounds = beliefs.orElseThrow();
            List<Marginals> expectedRounds = expected.beliefs().orElseThrow();
            assertThat(actualRounds).as("rounds").hasSameSizeAs(expectedRounds);
            for (int round = 0; round < actualRounds.size(); round++) {
                Marginals.Discrepancy worst = actualRounds.get(round).farthestFrom(expectedRounds.get(round));
                assertThat(worst.magnitude()).as("round %d, %s", round, worst).isLessThanOrEqualTo(tolerance);
            }
        }
    }

    /** The beliefs of the last round alone. */
    public Outcome last() {
        return new Outcome(beliefs.map(all -> all.subList(all.size() - 1, all.size())), refusal);
    }
}
