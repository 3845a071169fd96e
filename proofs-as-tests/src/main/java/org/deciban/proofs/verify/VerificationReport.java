package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CostReport.JunctionTreeSize;
import org.deciban.compiler.Mode;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;

/**
 * Everything that is claimed of a compiled model, checked.
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

    /** Copies the list. */
    public VerificationReport {
        checks = List.copyOf(checks);
    }

    /** Checks what the model promises, under each evidence set; the empty list stands for no evidence. */
    public static VerificationReport of(CompiledModel model, List<Evidence> evidence) {
        Verifier verifier = Verifier.verifyThat(model).given(evidence);
        boolean itself = model.intermediate().runsOnTheGraphItself();
        boolean sums = model.intermediate().task() == Task.MARGINALS;
        Check rounds = itself
                ? new Check(
                        sums ? EQUALS_BP : EQUALS_MAX_PRODUCT, verifier.matchesLoopyBpAtEveryRound(Tolerance.ROUNDING))
                : new Check(
                        hasJunctionTree(model) ? EQUALS_INTERMEDIATE : EQUALS_SPLIT,
                        verifier.matchesIntermediateFormAtEveryRound(Tolerance.ROUNDING));
        if (model.mode() == Mode.LOOPY) {
            return new VerificationReport(List.of(rounds), verifier.findDistanceToExactPosterior());
        }
        Check exact = new Check(
                sums ? EQUALS_EXACT : EQUALS_MAX_MARGINALS, verifier.matchesExactPosterior(Tolerance.ROUNDING));
        return new VerificationReport(itself ? List.of(rounds, exact) : List.of(exact, rounds), Optional.empty());
    }

    private static boolean hasJunctionTree(CompiledModel model) {
        return !model.cost().junctionTree().equals(JunctionTreeSize.NONE);
    }

    /** The checks of two models of one graph together, and the gap of the one that has it. */
    public VerificationReport and(VerificationReport other) {
        List<Check> all = new ArrayList<>(checks);
        all.addAll(other.checks);
        return new VerificationReport(all, gap.or(other::gap));
    }

    /** {@code REFUTED} if a check was, else {@code INCONCLUSIVE} if a check was, else {@code VERIFIED}. */
    public String verdict() {
        List<String> words =
                checks.stream().map(check -> check.verdict().word()).toList();
        return words.contains("REFUTED") ? "REFUTED" : words.contains("INCONCLUSIVE") ? "INCONCLUSIVE" : "VERIFIED";
    }
}
