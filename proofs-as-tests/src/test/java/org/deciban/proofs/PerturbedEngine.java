package org.deciban.proofs;

import java.util.List;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;

/** The dense engine on weights of which one has been moved: the first output weight of a head that is not zero. */
public record PerturbedEngine(String layer, String head, double perturbation) implements Engine {
    @Override
    public String name() {
        return "dense, " + perturbation + " added to W_O of " + layer + "." + head;
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        List<Layer> layers = transformer.layers().stream().map(this::perturb).toList();
        return new DenseEngine().prepare(new Transformer(transformer.layout(), layers));
    }

    private Layer perturb(Layer original) {
        if (!original.name().equals(layer)) {
            return original;
        }
        List<AttentionHead> heads = original.heads().stream()
                .map(h -> h.name().equals(head)
                        ? new AttentionHead(h.name(), h.wQ(), h.wK(), h.wV(), perturb(h.wO()))
                        : h)
                .toList();
        return new Layer(original.name(), heads, original.feedForward());
    }

    private Matrix perturb(Matrix weights) {
        double[] entries = weights.toRowMajor();
        int i = 0;
        while (entries[i] == 0) {
            i++;
        }
        entries[i] += perturbation;
        return Matrix.ofRowMajor(weights.rows(), weights.columns(), entries);
    }
}
