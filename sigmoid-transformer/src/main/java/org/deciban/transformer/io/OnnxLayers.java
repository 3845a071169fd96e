package org.deciban.transformer.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;

/** Layers as operators on a residual stream of shape {@code [batch, tokens, d]}; equal layers share their weights. */
final class OnnxLayers {
    private final OnnxGraph graph;
    private final OnnxActivations activations;
    private final Map<Layer, Weights> weights = new HashMap<>();

    /** The constants of a layer, weights transposed: a token is a row. */
    private record Weights(List<HeadWeights> heads, String w1, String b1, String w2, String b2) {}

    private record HeadWeights(String q, String k, String v, String o) {}

    OnnxLayers(OnnxGraph graph) {
        this.graph = graph;
        this.activations = new OnnxActivations(graph);
    }

    /** Appends a layer and returns the stream after it. */
    String append(int index, Layer layer, String stream) {
        Weights shared = weights.computeIfAbsent(layer, this::store);
        String name = "layer." + index;
        return feedForward(name, layer.feedForward(), shared, attention(name, layer, shared, stream));
    }

    private Weights store(Layer layer) {
        String name = "weights." + weights.size() + "." + layer.name() + "/";
        List<HeadWeights> heads = new ArrayList<>();
        for (AttentionHead head : layer.heads()) {
            String headName = name + "head." + heads.size() + "." + head.name() + "/";
            // A product over no dimensions is 0, and so is one over a dimension of zeros.
            boolean scoresNothing = head.keyDim() == 0;
            Matrix none = Matrix.zeros(1, head.modelDim());
            heads.add(
                    head.valueDim() == 0
                            ? new HeadWeights("", "", "", "")
                            : new HeadWeights(
                                    graph.constants.transposed(headName + "W_Q", scoresNothing ? none : head.wQ()),
                                    graph.constants.transposed(headName + "W_K", scoresNothing ? none : head.wK()),
                                    graph.constants.transposed(headName + "W_V", head.wV()),
                                    graph.constants.transposed(headName + "W_O", head.wO())));
        }
        FeedForward feedForward = layer.feedForward();
        boolean hidden = feedForward.hiddenDim() > 0;
        return new Weights(
                heads,
                hidden ? graph.constants.transposed(name + "W_1", feedForward.w1()) : "",
                hidden ? graph.constants.transposed(name + "b_1", feedForward.b1()) : "",
                hidden ? graph.constants.transposed(name + "W_2", feedForward.w2()) : "",
                feedForward.isNone() ? "" : graph.constants.transposed(name + "b_2", feedForward.b2()));
    }

    private String attention(String name, Layer layer, Weights shared, String stream) {
        String sum = "";
        for (int h = 0; h < layer.heads().size(); h++) {
            if (layer.heads().get(h).valueDim() > 0) {
                String headName = name + "/head." + h;
                String output = head(headName, shared.heads().get(h), stream);
                sum = sum.isEmpty() ? output : graph.node("Add", headName + "/sum", sum, output);
            }
        }
        return sum.isEmpty() ? stream : graph.node("Add", name + "/mid", stream, sum);
    }

    private String head(String name, HeadWeights head, String stream) {
        String queries = graph.node("MatMul", name + "/queries", stream, head.q());
        String keys = graph.node("MatMul", name + "/keys", stream, head.k());
        String scores = graph.node("MatMul", name + "/scores", queries, graph.transpose(name + "/keys_turned", keys));
        String pattern = graph.alongAxis("Softmax", -1, name + "/pattern", scores);
        String values = graph.node("MatMul", name + "/values", stream, head.v());
        return graph.node("MatMul", name + "/output", graph.node("MatMul", name + "/mixed", pattern, values), head.o());
    }

    private String feedForward(String name, FeedForward feedForward, Weights shared, String stream) {
        if (feedForward.isNone()) {
            return stream;
        }
        String update = shared.b2();
        if (feedForward.hiddenDim() > 0) {
            String product = graph.node("MatMul", name + "/inner", stream, shared.w1());
            String u = graph.node("Add", name + "/hidden_in", product, shared.b1());
            String hidden = activations.apply(feedForward.activation(), name + "/hidden", u);
            String outer = graph.node("MatMul", name + "/outer", hidden, shared.w2());
            update = graph.node("Add", name + "/update", outer, shared.b2());
        }
        return graph.node("Add", name + "/post", stream, update);
    }
}
