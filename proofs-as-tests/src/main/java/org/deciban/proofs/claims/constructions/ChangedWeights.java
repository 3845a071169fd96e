package org.deciban.proofs.claims.constructions;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;

/**
 * The dense engine on other weights than it is given.
 *
 * @param name what is other about them
 * @param change makes them from those given
 */
record ChangedWeights(String name, UnaryOperator<Transformer> change) implements Engine {
    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        return new DenseEngine().prepare(change.apply(transformer));
    }

    /** Every layer changed; tied layers stay tied. */
    static Transformer ofLayers(Transformer original, UnaryOperator<Layer> change) {
        Map<Layer, Layer> changed = new IdentityHashMap<>();
        List<Layer> layers = original.layers().stream()
                .map(layer -> changed.computeIfAbsent(layer, change))
                .toList();
        return new Transformer(original.layout(), layers);
    }

    /** The same weights with another activation in every feed-forward. */
    static Transformer with(Activation activation, Transformer original) {
        return ofLayers(original, layer -> {
            FeedForward f = layer.feedForward();
            return new Layer(layer.name(), layer.heads(), new FeedForward(f.w1(), f.b1(), f.w2(), f.b2(), activation));
        });
    }
}
