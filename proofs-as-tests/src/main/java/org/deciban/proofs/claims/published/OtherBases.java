package org.deciban.proofs.claims.published;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;

/** An engine that writes every head in bases of its own before it runs. */
record OtherBases(Random random) implements Engine {
    @Override
    public String name() {
        return "dense, heads in other bases";
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        Map<Layer, Layer> changed = new IdentityHashMap<>();
        List<Layer> layers = transformer.layers().stream()
                .map(original -> changed.computeIfAbsent(
                        original,
                        layer -> new Layer(
                                layer.name(),
                                layer.heads().stream()
                                        .map(head -> HeadGauge.draw(head, random))
                                        .toList(),
                                layer.feedForward())))
                .toList();
        return new DenseEngine().prepare(new Transformer(transformer.layout(), layers));
    }
}
