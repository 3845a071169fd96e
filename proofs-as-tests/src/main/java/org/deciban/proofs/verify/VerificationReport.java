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
    /** The claim of models compiled from a junction tree. */
    public static final String EQUALS_INTERMEDIATE = "transformer = BP on its junction tree at every round";

    /** Copies the list. */
    public VerificationReport {
        checks = List.copyOf(checks);
    }

    /** Checks what the model promises, under each evidence set; the empty list stands for no evidence. */
    public static VerificationReport of(CompiledModel model, List<Evidence> evidence) {
        Verifier verifier = Verifier.verifyThat(model).given(evidence);
        if (model.intermediate().task() == Task.MAP) {
            // On a tree max-product is exact, and no other reference here computes max-marginals.
            Check bp = new Check(EQUALS_MAX_PRODUCT, verifier.matchesLoopyBpAtEveryRound(Tolerance.ROUNDING));
            return new VerificationReport(List.of(bp), Optional.empty());
        }
        if (!model.cost().junctionTree().equals(JunctionTreeSize.NONE)) {
            return new VerificationReport(List.of(exact(verifier), intermediate(verifier)), Optional.empty());
        }
        Check bp = new Check(EQUALS_BP, verifier.matchesLoopyBpAtEveryRound(Tolerance.ROUNDING));
        return model.mode() == Mode.EXACT
                ? new VerificationReport(List.of(bp, exact(verifier)), Optional.empty())
                : new VerificationReport(List.of(bp), verifier.findDistanceToExactPosterior());
    }

    private static Check exact(Verifier verifier) {
        return new Check(EQUALS_EXACT, verifier.matchesExactPosterior(Tolerance.ROUNDING));
    }

    private static Check intermediate(Verifier verifier) {
        return new Check(EQUALS_INTERMEDIATE, verifier.matchesIntermediateFormAtEveryRound(Tolerance.ROUNDING));
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
