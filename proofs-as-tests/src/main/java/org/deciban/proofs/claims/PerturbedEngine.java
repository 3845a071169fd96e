package org.deciban.proofs.claims;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;

/**
 * The dense engine on weights of which one has been moved: the first output weight of a part that is not zero.
 *
 * @param part the name of a head, or {@code feed_forward}
 */
public record PerturbedEngine(String layer, String part, double perturbation) implements Engine {
    /**
     * Whether a moved weight is noticed: "adding so much to it makes no difference" has to be refuted.
     *
     * @param error of a case on an engine, at most the bound on a right one
     */
    public static <T> Finding isNoticed(
            PerturbedEngine moved, Tries tries, Domain<T> domain, ToDoubleBiFunction<T, Engine> error, double bound) {
        return Trials.someCaseRefutes(
                Finding.brief(moved.perturbation) + " added to a weight of " + moved.layer + "." + moved.part
                        + " makes no difference",
                tries,
                domain,
                given -> error.applyAsDouble(given, moved),
                bound);
    }

    @Override
    public String name() {
        return "dense, " + perturbation + " added to an output weight of " + layer + "." + part;
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        return new DenseEngine().prepare(perturb(transformer));
    }

    /** The transformer with the weight moved; tied layers stay tied. */
    public Transformer perturb(Transformer transformer) {
        Map<Layer, Layer> perturbed = new IdentityHashMap<>();
        List<Layer> layers = transformer.layers().stream()
                .map(original -> perturbed.computeIfAbsent(original, this::perturb))
                .toList();
        return new Transformer(transformer.layout(), layers);
    }

    private Layer perturb(Layer original) {
        if (!original.name().equals(layer)) {
            return original;
        }
        List<AttentionHead> heads = original.heads().stream()
                .map(h -> h.name().equals(part)
                        ? new AttentionHead(h.name(), h.wQ(), h.wK(), h.wV(), perturb(h.wO()))
                        : h)
                .toList();
        FeedForward feedForward = original.feedForward();
        return new Layer(original.name(), heads, part.equals("feed_forward") ? perturb(feedForward) : feedForward);
    }

    private FeedForward perturb(FeedForward original) {
        return new FeedForward(
                original.w1(), original.b1(), perturb(original.w2()), original.b2(), original.activation());
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
