package org.deciban.proofs.claims.published;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;

/**
 * The dense engine on a transformer from which heads are taken away.
 *
 * @param prefix how their names begin
 */
record WithoutHeads(String prefix) implements Engine {
    @Override
    public String name() {
        return "dense, without heads " + prefix;
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        Map<Layer, Layer> changed = new IdentityHashMap<>();
        List<Layer> layers = transformer.layers().stream()
                .map(original -> changed.computeIfAbsent(original, this::without))
                .toList();
        return new DenseEngine().prepare(new Transformer(transformer.layout(), layers));
    }

    private Layer without(Layer layer) {
        return new Layer(
                layer.name(),
                layer.heads().stream()
                        .filter(head -> !head.name().startsWith(prefix))
                        .toList(),
                layer.feedForward());
    }
}
