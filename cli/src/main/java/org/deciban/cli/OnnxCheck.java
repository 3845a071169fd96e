package org.deciban.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.deciban.proofs.verify.Check;
import org.deciban.proofs.verify.Verifier;
import org.deciban.transformer.onnx.OnnxEngine;
import org.deciban.transformer.onnx.OnnxUnavailableException;

/**
 * The same transformer, exported and executed by ONNX Runtime: a third implementation, where it takes no time to speak of.
 *
 * <p>ONNX Runtime is loaded beside the rest of the work.
 */
final class OnnxCheck {
    /** The name of the check, but for the mode. */
    static final String NAME = "transformer in ONNX Runtime = transformer";

    /** Attention weights over all models and evidence sets that are computed unasked: about a second. */
    static final double MOST_WEIGHTS = 3e7;

    private final CompletableFuture<Void> loading;

    private OnnxCheck(CompletableFuture<Void> loading) {
        this.loading = loading;
    }

    /** Starts to load ONNX Runtime. */
    static OnnxCheck begin() {
        return new OnnxCheck(CompletableFuture.runAsync(OnnxEngine::load));
    }

    /** Why there is no such check of these models, with a way to have it; empty if there is. */
    static Optional<String> whyNot(List<Sizes> models, int evidenceSets) {
        double weights = Work.dense(models).of(evidenceSets);
        if (weights <= MOST_WEIGHTS) {
            return Optional.empty();
        }
        String wayOut = Work.dense(models).of(1) <= WorkBudget.DEFAULT.steps() ? ". Maybe ask for --engine onnx?" : "";
        return Optional.of("ONNX Runtime: it would compute " + Numbers.brief(weights) + " attention weights, more than "
                + Numbers.brief(MOST_WEIGHTS) + wayOut);
    }

    /** Why ONNX Runtime cannot be loaded; empty if it can. */
    Optional<String> findFault() {
        try {
            loading.join();
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OnnxUnavailableException unavailable) {
                return Optional.of(String.valueOf(unavailable.getMessage()));
            }
            throw e;
        }
    }

    /** The check, with the evidence sets of the verifier. */
    static Check of(Verifier verifier, Subject subject) {
        String name = NAME + " (" + Words.of(subject.sizes().mode()) + ")";
        return new Check(name, verifier.matchesItselfOn(OnnxEngine.float64(), subject.tolerance()));
    }
}
