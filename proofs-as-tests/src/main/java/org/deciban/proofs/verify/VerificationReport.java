package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.Mode;
import org.deciban.compiler.PropagationGraph;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;

/**
 * Everything that is claimed of a model, checked.
 *
 * @param checks the claims
 * @param gap on a model that does not promise exactness: how far its beliefs lie from the exact posteriors; empty where
 *     the model promises exactness (a check says so then), computes max-marginals, or the exact posterior is out of reach
 */
public record VerificationReport(List<Check> checks, Optional<Witness> gap) {
    /** The claim of models compiled from the graph as it is. */
    public static final String EQUALS_BP = "transformer = loopy BP at every round";
    /** The claim of models compiled for the most probable states. */
    public static final String EQUALS_MAX_PRODUCT = "transformer = max-product BP at every round";
    /** The claim of models that promise exactness. */
    public static final String EQUALS_EXACT = "transformer = exact posterior";
    /** The claim of models that promise exactness of the most probable states. */
    public static final String EQUALS_MAX_MARGINALS = "transformer = exact max-marginals";
    /** The claim of models compiled from a graph in which gates were split. */
    public static final String EQUALS_SPLIT = "transformer = BP on the graph with its gates split at every round";
    /** The claim of models compiled from a junction tree. */
    public static final String EQUALS_INTERMEDIATE = "transformer = BP on its junction tree at every round";

    /** The claim of models that scan chains. */
    public static final String EQUALS_CHAINS = "transformer = forward and backward messages on its chains";

    /** Copies the list. */
    public VerificationReport {
        checks = List.copyOf(checks);
    }

    /** Checks what the model promises, to {@link Tolerance#ROUNDING}; see {@link #of(BeliefModel, List, Tolerance)}. */
    public static VerificationReport of(BeliefModel model, List<Evidence> evidence) {
        return of(model, evidence, Tolerance.ROUNDING);
    }

    /** Checks what the model promises, under each evidence set; the empty list stands for no evidence. */
    public static VerificationReport of(BeliefModel model, List<Evidence> evidence, Tolerance tolerance) {
        return of(Verifier.verifyThat(model).given(evidence), tolerance);
    }

    /**
     * Checks what the model of a verifier promises, under each evidence set that it was given.
     *
     * <p>Of an imported model that promises exactness but does not run on the graph itself, only that is checked: which junction
     * tree it was made from is not in the file.
     */
    public static VerificationReport of(Verifier verifier, Tolerance tolerance) {
        BeliefModel model = verifier.model();
        boolean sums = model.task() == Task.MARGINALS;
        boolean itself = model.propagatesOn() == PropagationGraph.DECLARED;
        boolean loopy = model.mode() == Mode.LOOPY;
        List<Check> checks = new ArrayList<>();
        if (itself) {
            checks.add(
                    new Check(sums ? EQUALS_BP : EQUALS_MAX_PRODUCT, verifier.matchesLoopyBpAtEveryRound(tolerance)));
        }
        if (!loopy) {
            checks.add(
                    new Check(sums ? EQUALS_EXACT : EQUALS_MAX_MARGINALS, verifier.matchesExactPosterior(tolerance)));
        }
        if (!itself && (loopy || model.findIntermediate().isPresent())) {
            String claim = model.propagatesOn() == PropagationGraph.JUNCTION_TREE
                    ? EQUALS_INTERMEDIATE
                    : model.propagatesOn() == PropagationGraph.CHAINS ? EQUALS_CHAINS : EQUALS_SPLIT;
            checks.add(new Check(claim, verifier.matchesIntermediateFormAtEveryRound(tolerance)));
        }
        return new VerificationReport(
                checks, loopy && sums ? verifier.findDistanceToExactPosterior() : Optional.empty());
    }

    /** The checks of two models of one graph together, and the gap of the one that has it. */
    public VerificationReport and(VerificationReport other) {
        List<Check> all = new ArrayList<>(checks);
        all.addAll(other.checks);
        return new VerificationReport(all, gap.or(other::gap));
    }

    /** The same with one more check. */
    public VerificationReport and(Check check) {
        return and(new VerificationReport(List.of(check), Optional.empty()));
    }

    /** {@code REFUTED} if a check was, else {@code INCONCLUSIVE} if a check was, else {@code VERIFIED}. */
    public String verdict() {
        List<String> words =
                checks.stream().map(check -> check.verdict().word()).toList();
        return words.contains("REFUTED") ? "REFUTED" : words.contains("INCONCLUSIVE") ? "INCONCLUSIVE" : "VERIFIED";
    }
}
