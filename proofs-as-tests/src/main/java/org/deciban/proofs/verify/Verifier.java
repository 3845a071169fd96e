package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.deciban.compiler.CompiledModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.factorgraph.inference.ExactPosterior;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.proofs.verify.Verdict.Inconclusive;
import org.deciban.proofs.verify.Verdict.Refuted;
import org.deciban.proofs.verify.Verdict.Verified;
import org.jspecify.annotations.Nullable;

/**
 * Checks a compiled model against the reference inference of the factor graph, claim by claim.
 *
 * <pre>
 *   Verdict verdict = verifyThat(model).given(evidence).matchesLoopyBpAtEveryRound(Tolerance.ROUNDING);
 * </pre>
 *
 * <p>Forward passes and references are computed once per evidence set and shared between the claims. Evidence of
 * probability zero is not a matter for a verdict: the reference refuses it with an {@link
 * org.deciban.factorgraph.ImpossibleEvidenceException}, which passes through.
 */
public final class Verifier {
    private final CompiledModel model;
    private final List<Evidence> evidence = new ArrayList<>();
    private final Map<Evidence, List<Marginals>> forwardPasses = new LinkedHashMap<>();
    private final Map<Evidence, ExactPosterior> posteriors = new LinkedHashMap<>();

    private Verifier(CompiledModel model) {
        this.model = model;
    }

    /** A verifier of a model, with no evidence sets yet: nothing given means the empty evidence. */
    public static Verifier verifyThat(CompiledModel model) {
        return new Verifier(model);
    }

    /** Adds an evidence set; every claim is checked under each of them. */
    public Verifier given(Evidence added) {
        evidence.add(added);
        return this;
    }

    /** Adds evidence sets. */
    public Verifier given(List<Evidence> added) {
        evidence.addAll(added);
        return this;
    }

    /** The beliefs of the transformer equal those of flooding belief propagation after 0, 1, …, T rounds. */
    public Verdict matchesLoopyBpAtEveryRound(Tolerance tolerance) {
        Witness worst = null;
        for (Evidence given : evidenceSets()) {
            List<Marginals> actual = forwardPass(given);
            List<Marginals> expected = BeliefPropagation.beliefsAfterEachRound(model.graph(), given, model.rounds());
            for (int round = 0; round < expected.size(); round++) {
                worst = worse(
                        worst,
                        new Witness(
                                given, OptionalInt.of(round), actual.get(round).farthestFrom(expected.get(round))));
            }
        }
        return verdict(worst, tolerance);
    }

    /** The last beliefs of the transformer equal the exact posteriors. */
    public Verdict matchesExactPosterior(Tolerance tolerance) {
        try {
            return verdict(distanceToExactPosterior(), tolerance);
        } catch (BudgetExceededException e) {
            return new Inconclusive(e.getMessage());
        }
    }

    /**
     * How far the last beliefs lie from the exact posteriors: a measurement, which on a loopy graph is no error.
     *
     * @throws BudgetExceededException if the exact posterior is over the budget of {@link JunctionTree}
     */
    public Witness distanceToExactPosterior() {
        Witness worst = null;
        for (Evidence given : evidenceSets()) {
            Marginals expected = posteriors
                    .computeIfAbsent(given, e -> JunctionTree.run(model.graph(), e))
                    .marginals();
            List<Marginals> actual = forwardPass(given);
            worst = worse(
                    worst,
                    new Witness(
                            given,
                            OptionalInt.empty(),
                            actual.get(actual.size() - 1).farthestFrom(expected)));
        }
        return worst;
    }

    private List<Evidence> evidenceSets() {
        return evidence.isEmpty() ? List.of(Evidence.none()) : evidence;
    }

    private List<Marginals> forwardPass(Evidence given) {
        return forwardPasses.computeIfAbsent(given, model::beliefsAfterEachRound);
    }

    private static Witness worse(@Nullable Witness worst, Witness here) {
        // Written so that a NaN difference, which is no difference anyone may accept, is kept.
        return worst == null || !(here.magnitude() <= worst.magnitude()) ? here : worst;
    }

    private static Verdict verdict(Witness worst, Tolerance tolerance) {
        return tolerance.allows(worst.magnitude()) ? new Verified(worst, tolerance) : new Refuted(worst, tolerance);
    }
}
