package org.deciban.proofs.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deciban.compiler.CompiledModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.proofs.Outcome;
import org.deciban.transformer.folded.FoldReport;
import org.deciban.transformer.folded.FoldedEngine;

/** Compiled models on the folded engine and on the dense one. */
final class FoldedModels {
    /** Two float64 programs that add the same log-messages, of size up to a few hundred, in another order. */
    static final double ROUNDING = 1e-12;

    private FoldedModels() {}

    static FoldReport report(CompiledModel model) {
        return new FoldedEngine().prepare(model.program()).report();
    }

    /** Every round of one evidence set. */
    static Outcome outcome(CompiledModel model, Evidence evidence) {
        return Outcome.of(() -> model.beliefsAfterEachRound(evidence));
    }

    /** Requires both engines to hold the same beliefs in every round, or to refuse the evidence. */
    static void requireEqualsDense(CompiledModel dense, List<Evidence> sets, double tolerance) {
        CompiledModel folded = dense.on(new FoldedEngine());
        for (Evidence evidence : sets) {
            outcome(folded, evidence).assertEquals(outcome(dense, evidence), tolerance);
        }
    }

    /** Requires the batch to hold what single runs hold; it may go over to logarithms in other places than they do. */
    static void requireBatchEqualsSingleRuns(CompiledModel folded, List<Evidence> possible) {
        var batch = folded.beliefsAfterEachRound(possible);
        for (int i = 0; i < possible.size(); i++) {
            var single = folded.beliefsAfterEachRound(possible.get(i));
            for (int round = 0; round < single.size(); round++) {
                var worst = batch.get(i).get(round).farthestFrom(single.get(round));
                assertThat(worst.magnitude())
                        .as("set %d, round %d, %s", i, round, worst)
                        .isLessThanOrEqualTo(ROUNDING);
            }
        }
    }
}
