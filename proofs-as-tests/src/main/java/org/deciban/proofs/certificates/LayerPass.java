package org.deciban.proofs.certificates;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.Layer;
import org.jspecify.annotations.Nullable;

/**
 * One layer on intervals, at the tokens that are needed; what does not depend on the stream is worked out once, however often the
 * layer is applied.
 */
final class LayerPass {
    private final List<HeadPass> heads = new ArrayList<>();
    private final FeedForwardPass feedForward;
    private final boolean hasFeedForward;
    private @Nullable LinearMix mix;

    LayerPass(Layer layer, Stream stream) {
        layer.heads().forEach(head -> heads.add(new HeadPass(head, stream)));
        this.feedForward = new FeedForwardPass(layer.feedForward());
        this.hasFeedForward = !layer.feedForward().isNone();
    }

    /** Adds the tokens whose entries the layer reads to make those of the tokens that are needed. */
    void require(BitSet needed) {
        for (HeadPass head : heads) {
            head.require(needed);
        }
    }

    void apply(Stream stream, BitSet needed) {
        if (mix == null) {
            mix = mix(stream, needed);
        }
        Interval[] mixed = mix.of(stream);
        List<HeadPass> attending =
                heads.stream().filter(head -> !head.isConstant()).toList();
        Map<Integer, List<Interval[]>> attended = new HashMap<>();
        for (HeadPass head : attending) {
            head.look(stream);
            for (int t = needed.nextSetBit(0); t >= 0; t = needed.nextSetBit(t + 1)) {
                attended.computeIfAbsent(t, token -> new ArrayList<>()).add(head.attend(stream, t));
            }
        }
        mix.writeTo(stream, mixed);
        Map<List<Interval>, Interval[]> known = new HashMap<>();
        for (int t = needed.nextSetBit(0); t >= 0; t = needed.nextSetBit(t + 1)) {
            for (int h = 0; h < attending.size(); h++) {
                add(stream, t, attending.get(h), attended.get(t).get(h));
            }
            if (hasFeedForward) {
                feedForward.apply(stream, t, known);
            }
        }
    }

    private LinearMix mix(Stream stream, BitSet needed) {
        LinearMix.Builder builder = new LinearMix.Builder(stream);
        for (HeadPass head : heads) {
            for (int t = needed.nextSetBit(0); t >= 0 && head.isConstant(); t = needed.nextSetBit(t + 1)) {
                head.addTo(builder, t);
            }
        }
        return builder.build();
    }

    private static void add(Stream stream, int token, HeadPass head, Interval[] averages) {
        for (int c = 0; c < averages.length; c++) {
            if (averages[c].magnitude() > 0) {
                SparseRows wO = head.wOByChannel;
                for (int i = wO.start[c]; i < wO.start[c + 1]; i++) {
                    int at = stream.at(token, wO.column[i]);
                    stream.set(at, stream.get(at).plus(averages[c].times(wO.value[i])));
                }
            }
        }
    }
}
