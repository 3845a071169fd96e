package org.deciban.proofs.claims.published;

import java.util.ArrayList;
import java.util.List;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;

/**
 * The dense engine on layers of which the first entry of one matrix is moved, that of the first head where it is one of a head.
 *
 * @param matrix {@code W_Q}, {@code W_K}, {@code W_V}, {@code W_O}, {@code W_1}, {@code b_1}, {@code W_2} or {@code b_2}
 */
public record MovedWeight(String matrix, double by) implements Engine {
    /** All matrices of a layer. */
    public static final List<String> ALL = List.of("W_Q", "W_K", "W_V", "W_O", "W_1", "b_1", "W_2", "b_2");

    @Override
    public String name() {
        return "dense, " + by + " added to an entry of " + matrix;
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        List<Layer> layers = transformer.layers().stream().map(this::moved).toList();
        return new DenseEngine().prepare(new Transformer(transformer.layout(), layers));
    }

    private Layer moved(Layer layer) {
        List<AttentionHead> heads = new ArrayList<>(layer.heads());
        if (!heads.isEmpty()) {
            AttentionHead first = heads.get(0);
            heads.set(
                    0,
                    new AttentionHead(
                            first.name(),
                            moved("W_Q", first.wQ()),
                            moved("W_K", first.wK()),
                            moved("W_V", first.wV()),
                            moved("W_O", first.wO())));
        }
        FeedForward units = layer.feedForward();
        FeedForward changed = units.hiddenDim() == 0
                ? units
                : new FeedForward(
                        moved("W_1", units.w1()),
                        moved("b_1", units.b1()),
                        moved("W_2", units.w2()),
                        moved("b_2", units.b2()),
                        units.activation());
        return new Layer(layer.name(), heads, changed);
    }

    private Matrix moved(String name, Matrix weights) {
        if (!name.equals(matrix)) {
            return weights;
        }
        double[] entries = weights.toRowMajor();
        entries[0] += by;
        return Matrix.ofRowMajor(weights.rows(), weights.columns(), entries);
    }
}
