package org.deciban.compiler.decompile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Transformer;

/**
 * Which residual dimensions the weights can write, and which heads therefore attend to the same tokens in every pass.
 *
 * <p>A dimension that no head and no feed-forward of any layer writes holds in every layer what the embedding put there. A
 * head whose scores read such dimensions alone is <em>fixed</em>: its attention is a function of those entries of the tokens,
 * so two inputs that agree there have the same edges, bit for bit, and so have all layers that hold the head. The converse is
 * not decided: the attention of a head that is not fixed may happen never to move.
 */
public final class Routing {
    private final Transformer transformer;
    private final BitSet written = new BitSet();

    private Routing(Transformer transformer) {
        this.transformer = transformer;
        for (Layer layer : transformer.layers()) {
            layer.heads().forEach(this::addWrittenBy);
            addWrittenBy(layer.feedForward());
        }
    }

    /** Reads the weights; no token is needed. */
    public static Routing of(Transformer transformer) {
        return new Routing(transformer);
    }

    /** A head writes where a row of W_O meets a row of W_V that is not zero. */
    private void addWrittenBy(AttentionHead head) {
        for (int dimension = 0; dimension < head.modelDim(); dimension++) {
            int to = dimension;
            head.wO().forEachInRow(to, (v, o) -> head.wV().forEachInRow(v, (from, value) -> written.set(to)));
        }
    }

    private void addWrittenBy(FeedForward feedForward) {
        if (feedForward.hiddenDim() > 0) {
            for (int dimension = 0; dimension < feedForward.modelDim(); dimension++) {
                int to = dimension;
                feedForward.w2().forEachInRow(to, (unit, weight) -> written.set(to));
                if (feedForward.b2().get(to, 0) != 0) {
                    written.set(to);
                }
            }
        }
    }

    /** Whether some layer may change a dimension. */
    public boolean isWritten(int dimension) {
        return written.get(dimension);
    }

    /** Whether the scores of a head read dimensions alone that no layer writes. */
    public boolean isFixed(AttentionHead head) {
        return !scored(head).intersects(written);
    }

    /** The dimensions that the scores of a head read, on either side, ascending. */
    public List<Integer> scoredDimensions(AttentionHead head) {
        return scored(head).stream().boxed().toList();
    }

    private static BitSet scored(AttentionHead head) {
        BitSet dimensions = new BitSet();
        for (int k = 0; k < head.keyDim(); k++) {
            int row = k;
            head.wQ()
                    .forEachInRow(
                            row,
                            (to, q) -> head.wK().forEachInRow(row, (from, key) -> {
                                dimensions.set(to);
                                dimensions.set(from);
                            }));
        }
        return dimensions;
    }

    /** The fixed heads of a layer, in their order. */
    public List<AttentionHead> fixedHeads(int layer) {
        List<AttentionHead> fixed = new ArrayList<>();
        for (AttentionHead head : transformer.layers().get(layer).heads()) {
            if (isFixed(head)) {
                fixed.add(head);
            }
        }
        return fixed;
    }
}
