package org.deciban.tunnels.nd4j;

import java.util.stream.IntStream;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.ModelKind;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The layers of a transformer, or of a position-wise network, which has no attention. */
final class GraphLayers {
    /** What the score of a token that is not seen is lowered by: its share is 0, in float32 too. */
    private static final double UNSEEN = -1e9;

    private final SameDiff graph;
    private final LearnedSpec spec;
    private final int length;
    private final SDVariable means;
    private final SDVariable epsilon;
    private final SDVariable unseen;
    /** Ones, of shapes {@code [rows, 1]} and {@code [1, d]}: products of matrices spread a factor faster than ND4J's broadcasting. */
    private final SDVariable rows;

    private final SDVariable acrossRow;

    GraphLayers(SameDiff graph, LearnedSpec spec, int length, SDVariable rows, DataType type) {
        this.graph = graph;
        this.spec = spec;
        this.length = length;
        this.rows = rows;
        int d = spec.width();
        this.means = graph.constant("means", Nd4j.valueArrayOf(new long[] {d, 1}, 1.0 / d, type));
        this.acrossRow = graph.constant("across", Nd4j.ones(type, 1, d));
        this.epsilon = graph.constant("epsilon", Nd4j.scalar(type, LearnedSpec.NORM_EPSILON));
        this.unseen = graph.constant("unseen", unseen(type));
    }

    private INDArray unseen(DataType type) {
        double[][] lowered = new double[length][length];
        if (spec.causal()) {
            IntStream.range(0, length)
                    .forEach(query -> java.util.Arrays.fill(lowered[query], query + 1, length, UNSEEN));
        }
        return Nd4j.createFromArray(lowered).castTo(type);
    }

    SDVariable parameter(String name) {
        return graph.getVariable(name);
    }

    private SDVariable parameter(int layer, String part) {
        return parameter("layer." + layer + "." + part);
    }

    /** What the read-out is given, shape {@code [sequences · tokens, d]}. */
    SDVariable stream(SDVariable tokens, SDVariable positions) {
        SDVariable stream =
                tokens.mmul(parameter("embedding.token")).add(positions.mmul(parameter("embedding.position")));
        for (int layer = 0; layer < spec.layers(); layer++) {
            if (spec.kind() == ModelKind.TRANSFORMER) {
                stream = stream.add(attention(layer, stream));
            }
            if (spec.hasFeedForward()) {
                stream = stream.add(feedForward(layer, stream));
            }
        }
        return normalised("output.norm", stream);
    }

    private SDVariable normalised(String name, SDVariable x) {
        SDVariable centred = x.sub(x.mmul(means));
        SDVariable variance = centred.mul(centred).mmul(means);
        SDVariable scale = graph.math.exp(graph.math.log(variance.add(epsilon)).mul(-0.5));
        return centred.mul(scale.mmul(acrossRow))
                .mul(rows.mmul(parameter(name + ".gain")))
                .add(parameter(name + ".bias"));
    }

    private SDVariable feedForward(int layer, SDVariable x) {
        SDVariable units = normalised("layer." + layer + ".feedforward.norm", x)
                .mmul(parameter(layer, "feedforward.in.weight"))
                .add(parameter(layer, "feedforward.in.bias"));
        return rectified(units)
                .mmul(parameter(layer, "feedforward.out.weight"))
                .add(parameter(layer, "feedforward.out.bias"));
    }

    /** (x + |x|) / 2: the gradient of ND4J's own takes five times as long. */
    private SDVariable rectified(SDVariable x) {
        return x.add(graph.math.abs(x)).mul(0.5);
    }

    private SDVariable attention(int layer, SDVariable x) {
        SDVariable normalised = normalised("layer." + layer + ".attention.norm", x);
        SDVariable queries = heads(
                normalised.mmul(parameter(layer, "attention.query.weight")).mul(1 / Math.sqrt(spec.headWidth())));
        SDVariable keys = heads(normalised.mmul(parameter(layer, "attention.key.weight")));
        SDVariable values = heads(normalised.mmul(parameter(layer, "attention.value.weight")));
        SDVariable scores = graph.mmul(queries, keys, false, true, false);
        if (spec.causal()) {
            scores = scores.add(unseen);
        }
        SDVariable mixed = graph.mmul(graph.nn.softmax(scores, 3), values);
        return mixed.permute(0, 2, 1, 3)
                .reshape(-1, spec.width())
                .mmul(parameter(layer, "attention.output.weight"))
                .add(parameter(layer, "attention.output.bias"));
    }

    /** {@code [sequences · tokens, d]} as {@code [sequences, heads, tokens, d_k]}. */
    private SDVariable heads(SDVariable rows) {
        return rows.reshape(-1, length, spec.heads(), spec.headWidth()).permute(0, 2, 1, 3);
    }
}
