package org.deciban.compiler.published;

import java.util.ArrayList;
import java.util.List;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.PreparedTransformer;

/**
 * The published construction as a transformer, one round of it.
 *
 * <p><b>How the printed form is represented.</b> Two heads that act one after the other, each with a residual, are two layers
 * of one head without feed-forward. A feed-forward without residual that writes updateBelief to variables alone is three
 * feed-forwards with residual ({@link UpdateBelief}), exact to rounding: the sources print a ReLU network of width 8, or σ of
 * a weighted sum, and neither can compute updateBelief from probabilities. They read the same two scratch dimensions and write
 * the same belief, and use one dimension more, which is empty when the round begins.
 *
 * <p><b>Rounds.</b> Between rounds the state is decoded and encoded afresh, which empties the scratch: that is the literature's
 * own step outside the transformer, and {@link #run} does it.
 *
 * <p><b>Layout B</b> gathers and no more. Its heads write over the table and the type that a feed-forward would need, so there
 * is nothing for one to be faithful to; what they gathered is read off as what they added.
 */
public final class PublishedModel {
    private final PublishedLayout layout;
    private final ResidualLayout residual;
    private final PublishedTokens tokens;
    private final Transformer transformer;
    private final PreparedTransformer prepared;

    private PublishedModel(PublishedLayout layout, int nodes, double temperature) {
        int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(nodes));
        this.layout = layout;
        this.residual = layout.residual(bits);
        this.tokens = new PublishedTokens(layout, residual);
        List<Layer> layers = new ArrayList<>(PublishedHeads.layers(layout, residual, temperature));
        if (!layout.holdsTables()) {
            layers.addAll(UpdateBelief.layers(residual));
        }
        this.transformer = new Transformer(residual, layers);
        this.prepared = new DenseEngine().prepare(transformer);
    }

    /**
     * The weights for graphs of up to so many nodes.
     *
     * @param temperature λ, the factor of every score
     * @throws IllegalArgumentException if there is no node, or the temperature is negative, NaN or infinite
     */
    public static PublishedModel of(PublishedLayout layout, int nodes, double temperature) {
        if (nodes < 1) {
            throw new IllegalArgumentException("a model is for at least 1 node, got " + nodes);
        }
        if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the temperature factor must be finite and ≥ 0, got " + temperature);
        }
        return new PublishedModel(layout, nodes, temperature);
    }

    /** The layout. */
    public PublishedLayout layout() {
        return layout;
    }

    /** One round: gather and, but for layout B, update. */
    public Transformer transformer() {
        return transformer;
    }

    /** The tokens of a state, one per node, shape {@code [tokens, d]}; with paired bits one more for absent neighbours. */
    public Matrix encode(PublishedGraph graph) {
        return tokens.encode(graph);
    }

    /**
     * One round from a state: what each node gathered, and what it then believes.
     *
     * @throws IllegalArgumentException if the graph has more nodes than the addresses of this model
     */
    public List<PublishedState> round(PublishedGraph graph) {
        Matrix before = encode(graph);
        return tokens.decode(graph, before, prepared.forward(before));
    }

    /** Rounds with decoding and encoding between them: entry t holds the states of round t + 1. */
    public List<List<PublishedState>> run(PublishedGraph graph, int rounds) {
        List<List<PublishedState>> states = new ArrayList<>();
        PublishedGraph current = graph;
        for (int round = 0; round < rounds; round++) {
            List<PublishedState> after = round(current);
            states.add(after);
            current = current.withBeliefs(
                    after.stream().map(PublishedState::belief).toList());
        }
        return states;
    }
}
