package org.deciban.proofs.claims.published;

import java.util.List;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;

/** Attention whose values are probabilities, as in the published heads. */
final class ProbabilityAttention {
    private ProbabilityAttention() {}

    /** What a token gathers from two that hold these, where its score for the second is so much higher. */
    static double mix(Pair pair, double score) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        for (String name : List.of("belief", "is_second", "one", "gathered")) {
            layout.add(name, 1);
        }
        AttentionHead head = new AttentionHead(
                "gather",
                Matrix.ofRowMajor(1, 4, new double[] {0, 0, score, 0}),
                Matrix.ofRowMajor(1, 4, new double[] {0, 1, 0, 0}),
                Matrix.ofRowMajor(1, 4, new double[] {1, 0, 0, 0}),
                Matrix.ofRowMajor(4, 1, new double[] {0, 0, 0, 1}));
        Transformer transformer =
                new Transformer(layout.build(), List.of(new Layer("gather", List.of(head), FeedForward.none(4))));
        Matrix tokens = Matrix.ofRowMajor(2, 4, new double[] {pair.first(), 0, 1, 0, pair.second(), 1, 1, 0});
        return new DenseEngine().prepare(transformer).forward(tokens).get(0, 3);
    }
}
