package org.deciban.tunnels.learned;

import java.util.Arrays;
import java.util.List;
import org.deciban.transformer.io.OnnxAttribute;
import org.deciban.transformer.io.OnnxBuilder;

/** {@link TransformerPass} in the operators of ONNX. */
final class OnnxTransformer {
    /** What the score of a token that is not seen is lowered by: its share is 0. */
    private static final double UNSEEN = -1e9;

    private final OnnxBuilder graph;
    private final LearnedSpec spec;

    OnnxTransformer(OnnxBuilder graph, LearnedSpec spec) {
        this.graph = graph;
        this.spec = spec;
        graph.numbers("epsilon", new double[] {LearnedSpec.NORM_EPSILON});
        graph.integers("first", 0);
        graph.integers("second", 1);
    }

    /** What the read-out is given. */
    String stream(String embedded) {
        graph.nodes(
                "Shape",
                List.of("length"),
                List.of(OnnxAttribute.integer("start", 1), OnnxAttribute.integer("end", 2)),
                LearnedOnnx.TOKENS);
        String positions = graph.node("Slice", "positions", "embedding.position", "first", "length", "first");
        String stream = graph.node("Add", "stream.embedding", embedded, positions);
        if (spec.heads() > 0) {
            prepareAttention();
        }
        for (int layer = 0; layer < spec.layers(); layer++) {
            if (spec.heads() > 0) {
                String attended = attention(ModelKind.name(layer, "attention"), stream);
                stream = graph.node("Add", ModelKind.name(layer, "stream.mid"), stream, attended);
            }
            if (spec.hasFeedForward()) {
                String fed = feedForward(ModelKind.name(layer, "feedforward"), stream);
                stream = graph.node("Add", ModelKind.name(layer, "stream"), stream, fed);
            }
        }
        return normalised("output.norm", stream);
    }

    private void prepareAttention() {
        graph.integers("by.head", 0, 0, spec.heads(), spec.headWidth());
        graph.integers("together", 0, 0, spec.width());
        graph.numbers("score.scale", new double[] {1 / Math.sqrt(spec.headWidth())});
        if (spec.causal()) {
            int length = spec.maximumLength();
            double[] unseen = new double[length * length];
            for (int query = 0; query < length; query++) {
                Arrays.fill(unseen, query * length + query + 1, (query + 1) * length, UNSEEN);
            }
            graph.numbers("unseen.all", unseen, length, length);
            graph.node("Slice", "unseen.rows", "unseen.all", "first", "length", "first");
            graph.node("Slice", "unseen", "unseen.rows", "first", "length", "second");
        }
    }

    private String normalised(String name, String x) {
        String mean = mean(name + ".mean", x);
        String centred = graph.node("Sub", name + ".centred", x, mean);
        String squares = graph.node("Mul", name + ".squares", centred, centred);
        String variance = graph.node("Add", name + ".variance", mean(name + ".mean.square", squares), "epsilon");
        String deviation = graph.node("Sqrt", name + ".deviation", variance);
        String scaled = graph.node("Div", name + ".scaled", centred, deviation);
        String gained = graph.node("Mul", name + ".gained", scaled, name + ".gain");
        return graph.node("Add", name, gained, name + ".bias");
    }

    private String mean(String name, String x) {
        return graph.node("ReduceMean", name, OnnxAttribute.integers("axes", -1), x);
    }

    private String feedForward(String name, String x) {
        String in = graph.node("MatMul", name + ".in", normalised(name + ".norm", x), name + ".in.weight");
        String units = graph.node("Relu", name + ".units", graph.node("Add", name + ".sums", in, name + ".in.bias"));
        return graph.node(
                "Add", name, graph.node("MatMul", name + ".out", units, name + ".out.weight"), name + ".out.bias");
    }

    private String attention(String name, String x) {
        String normalised = normalised(name + ".norm", x);
        String queries = heads(name + ".query", normalised, 0, 2, 1, 3);
        String keys = heads(name + ".key", normalised, 0, 2, 3, 1);
        String values = heads(name + ".value", normalised, 0, 2, 1, 3);
        String products = graph.node("MatMul", name + ".products", queries, keys);
        String scores = graph.node("Mul", name + ".scores", products, "score.scale");
        if (spec.causal()) {
            scores = graph.node("Add", name + ".scores.seen", scores, "unseen");
        }
        String pattern = graph.node("Softmax", name + ".pattern", OnnxAttribute.integer("axis", -1), scores);
        String mixed =
                transposed(name + ".mixed", graph.node("MatMul", name + ".mixed.heads", pattern, values), 0, 2, 1, 3);
        String rows = graph.node("Reshape", name + ".rows", mixed, "together");
        String out = graph.node("MatMul", name + ".out", rows, name + ".output.weight");
        return graph.node("Add", name, out, name + ".output.bias");
    }

    /** {@code [batch, length, d]} as {@code [batch, length, heads, d_k]}, its axes in another order. */
    private String heads(String name, String normalised, long... order) {
        String projected = graph.node("MatMul", name + ".rows", normalised, name + ".weight");
        return transposed(name, graph.node("Reshape", name + ".split", projected, "by.head"), order);
    }

    private String transposed(String name, String x, long... order) {
        return graph.node("Transpose", name, OnnxAttribute.integers("perm", order), x);
    }
}
