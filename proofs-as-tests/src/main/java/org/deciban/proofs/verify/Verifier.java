package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.IntermediateModel;
import org.deciban.compiler.Mode;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Marginals.Discrepancy;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.inference.Objective;
import org.deciban.proofs.verify.Verdict.Inconclusive;
import org.deciban.proofs.verify.Verdict.RefusedWrongly;
import org.deciban.proofs.verify.Verdict.Refuted;
import org.deciban.proofs.verify.Verdict.Verified;
import org.deciban.transformer.engine.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Checks a model, compiled or imported, against the reference inference of the factor graph, claim by claim.
 *
 * <pre>
 *   Verdict verdict = verifyThat(model).given(evidence).matchesLoopyBpAtEveryRound(Tolerance.ROUNDING);
 * </pre>
 *
 * <p>Forward passes are computed once per evidence set and shared between the claims. Evidence of
 * probability zero is not a matter for a verdict: the reference refuses it with an {@link
 * org.deciban.factorgraph.ImpossibleEvidenceException}, which passes through.
 */
public final class Verifier {
    private static final String NO_MAX_MARGINALS = "no reference computes max-marginals on a graph with cycles";

    private final BeliefModel model;
    private final List<Evidence> evidence = new ArrayList<>();
    private final Map<Evidence, List<Marginals>> forwardPasses = new LinkedHashMap<>();

    private Verifier(BeliefModel model) {
        this.model = model;
    }

    /** A verifier of a model, with no evidence sets yet: nothing given means the empty evidence. */
    public static Verifier verifyThat(BeliefModel model) {
        return new Verifier(model);
    }

    /** What is verified. */
    public BeliefModel model() {
        return model;
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

    /**
     * The beliefs of the transformer equal those of flooding belief propagation in every round, damped as the model is, and
     * max-product if the model is compiled for that.
     */
    public Verdict matchesLoopyBpAtEveryRound(Tolerance tolerance) {
        return verdict(this::distanceToLoopyBp, tolerance);
    }

    /** The last beliefs of the transformer equal the exact posteriors, or max-marginals if it is compiled for those. */
    public Verdict matchesExactPosterior(Tolerance tolerance) {
        if (model.task() == Task.MAP && model.mode() == Mode.LOOPY) {
            return new Inconclusive(NO_MAX_MARGINALS);
        }
        return verdict(this::distanceToPosterior, tolerance);
    }

    /** The beliefs of the transformer equal those of the intermediate form that it was made from, round by round. */
    public Verdict matchesIntermediateFormAtEveryRound(Tolerance tolerance) {
        Optional<IntermediateModel> intermediate = model.findIntermediate();
        return intermediate.isPresent()
                ? verdict(() -> distanceAtEveryRound(intermediate.get()::beliefsAfterEachRound), tolerance)
                : new Inconclusive("the graph that the rounds run on is not known");
    }

    /**
     * The beliefs of the transformer equal those of the same weights and tokens on another engine, round by round. What that
     * engine refuses to run passes through.
     */
    public Verdict matchesItselfOn(Engine other, Tolerance tolerance) {
        BeliefModel second = model.on(other);
        return verdict(() -> distanceAtEveryRound(given -> beliefs(second, given)), tolerance);
    }

    private Witness distanceToLoopyBp() {
        double damping = model.damping();
        Objective objective = model.task().objective();
        return distanceAtEveryRound(given -> BeliefPropagation.beliefsAfterEachRound(
                model.graph(), model.withConstants(given), model.rounds(), damping, objective));
    }

    private Witness distanceAtEveryRound(Function<Evidence, List<Marginals>> reference) {
        @Nullable Witness worst = null;
        for (Evidence given : evidenceSets()) {
            List<Marginals> expected = reference.apply(given);
            List<Marginals> actual = forwardPass(given);
            for (int round = 0; round < expected.size(); round++) {
                Discrepancy here = actual.get(round).farthestFrom(expected.get(round));
                worst = worse(worst, new Witness(given, OptionalInt.of(round), here));
            }
        }
        return Objects.requireNonNull(worst);
    }

    /**
     * How far the last beliefs lie from the exact posteriors: a measurement, which on a loopy graph is no error.
     *
     * @return the largest difference, or empty if the posterior is over the budget of {@link JunctionTree} or the model
     *     calls the evidence impossible
     */
    public Optional<Witness> findDistanceToExactPosterior() {
        return matchesExactPosterior(new Tolerance(1)).findWorst();
    }

    private Witness distanceToPosterior() {
        @Nullable Witness worst = null;
        for (Evidence given : evidenceSets()) {
            Marginals expected = exact(model.withConstants(given));
            List<Marginals> actual = forwardPass(given);
            Discrepancy here = actual.get(actual.size() - 1).farthestFrom(expected);
            worst = worse(worst, new Witness(given, OptionalInt.empty(), here));
        }
        return Objects.requireNonNull(worst);
    }

    private Marginals exact(Evidence given) {
        if (model.task() == Task.MARGINALS) {
            return JunctionTree.run(model.graph(), given).marginals();
        }
        int needed = roundsOfExactMaxProduct().orElseThrow(() -> new NoReference(NO_MAX_MARGINALS));
        int rounds = Math.max(model.rounds(), needed);
        return BeliefPropagation.beliefsAfterEachRound(model.graph(), given, rounds, 0, Objective.MAX_PRODUCT)
                .get(rounds);
    }

    /** The rounds after which max-product is exact: constants cut the graph, and what is left must be a forest. */
    private OptionalInt roundsOfExactMaxProduct() {
        Set<Variable> constants = model.withConstants(Evidence.none()).variables();
        List<Variable> variables = model.graph().variables();
        List<int[]> scopes = model.graph().factors().stream()
                .map(factor -> factor.scope().stream()
                        .filter(variable -> !constants.contains(variable))
                        .mapToInt(variables::indexOf)
                        .toArray())
                .toList();
        return Topology.of(variables.size(), scopes).roundsForExactness();
    }

    private List<Evidence> evidenceSets() {
        return evidence.isEmpty() ? List.of(Evidence.none()) : evidence;
    }

    /** References are asked first, so a refusal here is the model's alone. */
    private List<Marginals> forwardPass(Evidence given) {
        return forwardPasses.computeIfAbsent(given, set -> beliefs(model, set));
    }

    private static List<Marginals> beliefs(BeliefModel model, Evidence given) {
        try {
            return model.beliefsAfterEachRound(given);
        } catch (ImpossibleEvidenceException | ArithmeticException e) {
            throw new WrongRefusal(e);
        }
    }

    private static Witness worse(@Nullable Witness worst, Witness here) {
        // Written so that a NaN difference, which is no difference anyone may accept, is kept.
        return worst == null || !(here.magnitude() <= worst.magnitude()) ? here : worst;
    }

    private static Verdict verdict(Supplier<Witness> distance, Tolerance tolerance) {
        try {
            Witness worst = distance.get();
            return tolerance.allows(worst.magnitude()) ? new Verified(worst, tolerance) : new Refuted(worst, tolerance);
        } catch (WrongRefusal e) {
            return new RefusedWrongly(e.refusal);
        } catch (BudgetExceededException | NoReference e) {
            return new Inconclusive(e.getMessage());
        }
    }

    /** Carries the model's refusal past a reference that has an answer. */
    private static final class WrongRefusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient RuntimeException refusal;

        WrongRefusal(RuntimeException refusal) {
            super(refusal);
            this.refusal = refusal;
        }
    }

    /** Says why there is nothing to compare with. */
    private static final class NoReference extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoReference(String reason) {
            super(reason);
        }
    }
}
