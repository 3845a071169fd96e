package org.deciban.proofs.verify;

import java.util.List;
import java.util.Optional;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.Mode;
import org.deciban.factorgraph.Evidence;

/**
 * Everything that is claimed of a compiled model, checked.
 *
 * @param checks the claims
 * @param gap on a model that does not promise exactness: how far its beliefs lie from the exact posteriors; empty where
 *     the model promises exactness (a check says so then) or the exact posterior is out of reach
 */
public record VerificationReport(List<Check> checks, Optional<Witness> gap) {
    /** The claim of every model. */
    public static final String EQUALS_BP = "transformer = loopy BP at every round";
    /** The claim of models that promise exactness. */
    public static final String EQUALS_EXACT = "transformer = exact posterior";

    /** Copies the list. */
    public VerificationReport {
        checks = List.copyOf(checks);
    }

    /** Checks what the model promises, under each evidence set; the empty list stands for no evidence. */
    public static VerificationReport of(CompiledModel model, List<Evidence> evidence) {
        Verifier verifier = Verifier.verifyThat(model).given(evidence);
        Check bp = new Check(EQUALS_BP, verifier.matchesLoopyBpAtEveryRound(Tolerance.ROUNDING));
        if (model.mode() == Mode.EXACT) {
            Check exact = new Check(EQUALS_EXACT, verifier.matchesExactPosterior(Tolerance.ROUNDING));
            return new VerificationReport(List.of(bp, exact), Optional.empty());
        }
        return new VerificationReport(List.of(bp), verifier.findDistanceToExactPosterior());
    }

    /** {@code REFUTED} if a check was, else {@code INCONCLUSIVE} if a check was, else {@code VERIFIED}. */
    public String verdict() {
        List<String> words =
                checks.stream().map(check -> check.verdict().word()).toList();
        return words.contains("REFUTED") ? "REFUTED" : words.contains("INCONCLUSIVE") ? "INCONCLUSIVE" : "VERIFIED";
    }
}
