package org.deciban.compiler.internal.lowering;

import java.util.List;
import org.deciban.transformer.AttentionHead;

/**
 * OR: every message token sums over the rows of its factor.
 *
 * <p><b>Row head.</b> {@code M(f,j)} attends to its rows {@code R(f,j,r)}. The score of a row is
 *
 * <pre>
 *   ln f(r) + Σ_{i≠j} n_{i→f}(r_i)
 * </pre>
 *
 * because the gathered n stands in {@code state.i} on the query side and the row's state, one-hot, in {@code row.i} on the
 * key side. So the attention weights are the posterior over the rows of f given everything but j, and their values, the
 * one-hot state that each row gives to j, mix to
 *
 * <pre>
 *   P(s) = Σ_{r : r_j = s} f(r) Π_{i≠j} n_i(r_i)  /  (the same over all s)  ∝  m_{f→j}(s).
 * </pre>
 *
 * A softmax is blind to a shift of all scores, so n need not be normalised, nor f.
 *
 * <p><b>Feed-forward.</b> {@link LogarithmUnits} write {@code message ← ln P} and the mark in {@code impossible}.
 *
 * <p><b>Erase head.</b> Takes away the message of the round before, on M tokens alone: the evidence on B tokens stays.
 *
 * <p><b>Damping</b> λ mixes {@code (1−λ) ln P + λ · message} (the geometric mean of old and new message): the erase head
 * takes away the share 1−λ only, and the feed-forward writes the share 1−λ. The marks of zeros are not damped: a geometric
 * mean with zero is zero, and a message that is zero once is zero in every later round, since supports only shrink.
 */
final class UpdateLayer {
    private UpdateLayer() {}

    static ExplainedLayer of(RowLayout layout, double damping) {
        return ExplainedLayer.of("update", List.of(rows(layout), erase(layout, damping)), logarithm(layout, damping));
    }

    private static Explained<AttentionHead> rows(RowLayout layout) {
        HeadBuilder head = ownCell("rows", layout)
                .hide(layout.isVariable, layout.isMessage)
                .score(layout.one, layout.logPotential, 1)
                .move(layout.out, layout.rowPosterior, 1);
        for (int slot = 0; slot < layout.bounds.slots(); slot++) {
            for (int s = 0; s < layout.bounds.states(); s++) {
                head.score(layout.state.get(slot).at(s), layout.row.get(slot).at(s), 1);
            }
        }
        return head.build("OR: averages over the rows of the factor, each weighed by its posterior");
    }

    private static Explained<AttentionHead> erase(RowLayout layout, double damping) {
        return ownCell("erase", layout)
                .hide(layout.isRow)
                .move(layout.message, layout.message, damping - 1)
                .move(layout.impossible, layout.impossible, -1)
                .build("forgets the message of the round before, or the share that damping leaves");
    }

    /** Message tokens look at their own cell, all others at the sink. */
    private static HeadBuilder ownCell(String name, RowLayout layout) {
        return SlotHeads.ownMessage(name, layout).rest(layout.isRow);
    }

    private static ExplainedUnits logarithm(RowLayout layout, double damping) {
        return new LogarithmUnits(layout.rowPosterior, layout.message, layout.impossible, "state ")
                .of(layout, 1 - damping, layout.isSink, layout.isVariable, layout.isRow);
    }
}
