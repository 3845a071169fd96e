package org.deciban.proofs.claims.published;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.deciban.compiler.CompiledModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.proofs.generators.Case;

/** How far the beliefs of a model are from those of belief propagation, in the round where they are farthest. */
final class ForwardPassError {
    /** Two float64 programs that add the same log-messages, of size up to a few hundred, in another order. */
    static final double ROUNDING = 1e-12;

    private ForwardPassError() {}

    /** The largest |belief − belief| over rounds, variables and states; ∞ if only one of the two calls the evidence impossible. */
    static double of(CompiledModel model, Case given) {
        Optional<List<Marginals>> actual = possible(() -> model.beliefsAfterEachRound(given.evidence()));
        Optional<List<Marginals>> expected = possible(
                () -> BeliefPropagation.beliefsAfterEachRound(model.graph(), given.evidence(), model.rounds()));
        if (actual.isEmpty() || expected.isEmpty()) {
            return actual.isEmpty() && expected.isEmpty() ? 0 : Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (int round = 0; round < expected.get().size(); round++) {
            double here = actual.get()
                    .get(round)
                    .farthestFrom(expected.get().get(round))
                    .magnitude();
            worst = here <= worst ? worst : here;
        }
        return worst;
    }

    /** Whether belief propagation calls the evidence of a case impossible. */
    static boolean isImpossible(Case given) {
        Evidence evidence = given.evidence();
        return possible(() -> BeliefPropagation.beliefsAfterEachRound(given.graph(), evidence, given.rounds()))
                .isEmpty();
    }

    private static Optional<List<Marginals>> possible(Supplier<List<Marginals>> inference) {
        try {
            return Optional.of(inference.get());
        } catch (ImpossibleEvidenceException e) {
            return Optional.empty();
        }
    }
}
