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
 * <p>For slot i of {@code M(f,j)}, bound to the variable v, the layer writes into {@code state.i}
 *
 * <pre>
 *   n_{v→f}  =  ln e_v + Σ_{g ∋ v} m_{g→v}   −   m_{f→v}
 *               sum head, slot i                 minus head, slot i
 * </pre>
 *
 * <p><b>Sum head.</b> Attention averages; a sum is wanted. The query is v's address; the keys that match are the c tokens
 * {@code M(g,·)} into v and {@code B(v)}, each with score exactly 0. The sink gets the score ln(D − c), with D a power of two
 * above c. So the softmax has denominator c + (D − c) = D, every match weighs 1/D, the sink's value is zero, and W_O
 * multiplies by D.
 *
 * <p><b>Minus head.</b> The query is the cell address of {@code M(f,v)}; one token matches, with weight exactly 1.
 *
 * <p><b>Erase head.</b> The residual stream only adds, so the state gathered in the round before is taken away by a head in
 * which a token attends to itself with value −1. All heads read the stream as it was before the layer.
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
        HeadBuilder head = new HeadBuilder("sum." + slot, layout)
                .match(layout.slotVariable.get(slot), layout.ownVariable)
                .hide(layout.isRow)
                .rest(layout.isSink, layout.isRow)
                .score(layout.slotFill.get(slot).dimension(), layout.isSink, 1);
        return moveMessage(head, layout, slot, layout.bounds.sumDenominator());
    }

    private static AttentionHead minus(RowLayout layout, int slot) {
        HeadBuilder head = new HeadBuilder("minus." + slot, layout)
                .match(layout.slotCell.get(slot), layout.ownCell)
                .hide(layout.isRow)
                .rest(layout.isSink, layout.isRow)
                .score(layout.slotGate.get(slot).dimension(), layout.isSink, 1);
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
        HeadBuilder head = new HeadBuilder("erase", layout)
                .match(layout.ownCell, layout.ownCell)
                .hide(layout.isRow)
                .rest(layout.isSink, layout.isRow)
                .shunSink(layout.isVariable, layout.isMessage)
                .move(layout.rowPosterior, layout.rowPosterior, -1);
        layout.state.forEach(state -> head.move(state, state, -1));
        return head.build();
    }
}
