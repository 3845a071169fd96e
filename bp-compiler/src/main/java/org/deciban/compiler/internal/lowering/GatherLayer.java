package org.deciban.compiler.internal.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;

/**
 * AND: every message token gathers what the other variables of its factor know.
 *
 * <p>The {@link SlotHeads} write into {@code state.i} the log-message {@code n_{v→f}} of the variable v that slot i of
 * {@code M(f,j)} is bound to; a self head erases the state of the round before.
 *
 * <p><b>Zeros.</b> A message of zero has the floor ln 1e-300 in {@code message}, which a product of small but possible
 * messages could undercut. So {@code impossible} marks exact zeros, and the heads move {@code message + w · impossible}
 * with w large enough (see {@link org.deciban.compiler.ModelBounds#impossibleWeight}); where nothing is zero this adds
 * exactly 0.
 *
 * <p><b>Beliefs.</b> On {@code B(v)} slot 0 is bound to v itself and has no minus head, so it gathers the log-belief. Hence
 * the gather layer after the last round is the read-out, and the one after round t shows the beliefs of round t.
 */
final class GatherLayer {
    private GatherLayer() {}

    static Layer of(RowLayout layout) {
        List<AttentionHead> heads = new ArrayList<>();
        for (int slot = 0; slot < layout.bounds.slots(); slot++) {
            heads.add(sum(layout, slot));
            heads.add(minus(layout, slot));
        }
        heads.add(erase(layout));
        return new Layer("gather", heads, FeedForward.none(layout.residual.modelDim()));
    }

    private static AttentionHead sum(RowLayout layout, int slot) {
        HeadBuilder head = SlotHeads.sum(layout, slot).hide(layout.isRow).rest(layout.isRow);
        return moveMessage(head, layout, slot, layout.bounds.sumDenominator());
    }

    private static AttentionHead minus(RowLayout layout, int slot) {
        HeadBuilder head = SlotHeads.minus(layout, slot).hide(layout.isRow).rest(layout.isRow);
        return moveMessage(head, layout, slot, -1);
    }

    private static AttentionHead moveMessage(HeadBuilder head, RowLayout layout, int slot, double scale) {
        double weight = layout.bounds.impossibleWeight();
        for (int s = 0; s < layout.bounds.states(); s++) {
            Map<Integer, Double> logMessage = Map.of(layout.message.at(s), 1.0, layout.impossible.at(s), weight);
            head.move(logMessage, layout.state.get(slot).at(s), scale);
        }
        return head.build();
    }

    private static AttentionHead erase(RowLayout layout) {
        HeadBuilder head = SlotHeads.self("erase", layout)
                .hide(layout.isRow)
                .rest(layout.isRow)
                .move(layout.rowPosterior, layout.rowPosterior, -1);
        layout.state.forEach(state -> head.move(state, state, -1));
        return head.build();
    }
}
