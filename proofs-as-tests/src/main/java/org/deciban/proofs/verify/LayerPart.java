package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/**
 * A head or the feed-forward of a layer, run by itself on the dense engine.
 *
 * @param layer the index of the layer
 * @param head the index of the head, or {@link HookPoint#NO_HEAD} for the feed-forward
 * @param expected the layer of the reference
 * @param actual the layer of the program
 */
record LayerPart(ResidualLayout layout, int layer, int head, Layer expected, Layer actual) implements Part {

    /** The heads of a layer in order, then its feed-forward. */
    static List<LayerPart> of(ResidualLayout layout, int layer, Layer expected, Layer actual) {
        List<LayerPart> parts = new ArrayList<>();
        for (int head = 0; head < actual.heads().size(); head++) {
            parts.add(new LayerPart(layout, layer, head, expected, actual));
        }
        parts.add(new LayerPart(layout, layer, HookPoint.NO_HEAD, expected, actual));
        return parts;
    }

    boolean isHead() {
        return head != HookPoint.NO_HEAD;
    }

    @Override
    public Fault.Place place() {
        Fault.Named named = new Fault.Named(layer, actual.name());
        return isHead()
                ? Fault.Place.head(
                        named, new Fault.Named(head, actual.heads().get(head).name()))
                : Fault.Place.feedForward(named);
    }

    boolean differs() {
        return !weights().isEmpty();
    }

    @Override
    public List<String> weights() {
        Map<String, Boolean> same = isHead()
                ? same(expected.heads().get(head), actual.heads().get(head))
                : same(expected.feedForward(), actual.feedForward());
        return same.keySet().stream().filter(name -> !same.get(name)).toList();
    }

    private static Map<String, Boolean> same(AttentionHead one, AttentionHead other) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("W_Q", one.wQ().equals(other.wQ()));
        same.put("W_K", one.wK().equals(other.wK()));
        same.put("W_V", one.wV().equals(other.wV()));
        same.put("W_O", one.wO().equals(other.wO()));
        return same;
    }

    private static Map<String, Boolean> same(FeedForward one, FeedForward other) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("W_1", one.w1().equals(other.w1()));
        same.put("b_1", one.b1().equals(other.b1()));
        same.put("W_2", one.w2().equals(other.w2()));
        same.put("b_2", one.b2().equals(other.b2()));
        same.put("φ", one.activation() == other.activation());
        return same;
    }

    @Override
    public Optional<Deviation> deviation(Stream stream, double relative) {
        Matrix input = isHead() ? stream.beforeHeads(layer) : stream.beforeFeedForward(layer);
        return Deviation.find(output(expected, input), output(actual, input), relative);
    }

    /** What the reference's part adds to the stream, shape {@code [tokens, d]}. */
    Matrix expectedOutput(Stream stream) {
        return output(expected, isHead() ? stream.beforeHeads(layer) : stream.beforeFeedForward(layer));
    }

    private Matrix output(Layer of, Matrix input) {
        Layer alone = isHead()
                ? new Layer(of.name(), List.of(of.heads().get(head)), FeedForward.none(layout.modelDim()))
                : new Layer(of.name(), List.of(), of.feedForward());
        HookPoint point = isHead() ? new HookPoint(0, 0, Site.RESULT) : HookPoint.ofLayer(0, Site.MLP_OUT);
        ForwardTrace trace = ForwardTrace.of(point::equals);
        new DenseEngine().prepare(new Transformer(layout, List.of(alone))).forward(input, trace);
        return trace.get(point);
    }

    /** Layers that are tied stay tied. */
    @Override
    public Program repair(Program program) {
        Layer repaired = repaired();
        List<Layer> layers = program.transformer().layers().stream()
                .map(old -> old.equals(actual) ? repaired : old)
                .toList();
        Transformer transformer = new Transformer(program.transformer().layout(), layers);
        return new Program(transformer, program.tokens(), program.inputs(), program.readOut());
    }

    private Layer repaired() {
        if (!isHead()) {
            return new Layer(actual.name(), actual.heads(), expected.feedForward());
        }
        List<AttentionHead> heads = new ArrayList<>(actual.heads());
        heads.set(head, expected.heads().get(head));
        return new Layer(actual.name(), heads, actual.feedForward());
    }
}
