package org.deciban.proofs.claims.published;

import java.util.Arrays;
import java.util.List;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;

/**
 * The published feed-forward, {@code σ(w0 · logit m0 + w1 · logit m1 + b)}, as a transformer of two layers: LOG units write {@code ln m −
 * ln(1 − m)} of both, one SIGMOID unit writes the belief.
 *
 * @param w0 the weight of the first logit
 * @param w1 the weight of the second
 * @param b the bias
 */
record Unit(double w0, double w1, double b) {
    /** The weights at which the unit is updateBelief. */
    static final Unit EXACT = new Unit(1, 1, 0);

    private static final int M0 = 0;
    private static final int M1 = 1;
    private static final int LOGIT0 = 2;
    private static final int LOGIT1 = 3;
    private static final int BELIEF = 4;
    private static final int WIDTH = 5;

    /** The beliefs that one forward pass writes, a token for each pair. */
    double[] beliefs(List<Pair> pairs) {
        Matrix.Builder tokens = Matrix.builder(pairs.size(), WIDTH);
        pairs.forEach(pair ->
                tokens.append(M0, pair.first()).append(M1, pair.second()).endRow());
        Matrix after = new DenseEngine().prepare(transformer()).forward(tokens.build());
        double[] beliefs = new double[pairs.size()];
        Arrays.setAll(beliefs, i -> after.get(i, BELIEF));
        return beliefs;
    }

    /** The largest |belief − posterior| over some pairs. */
    double error(List<Pair> pairs) {
        double[] beliefs = beliefs(pairs);
        double worst = 0;
        for (int i = 0; i < beliefs.length; i++) {
            worst = Math.max(worst, Math.abs(beliefs[i] - pairs.get(i).posterior()));
        }
        return worst;
    }

    /** {@code |w0 − 1| + |w1 − 1| + |b|}. */
    double distance() {
        return Math.abs(w0 - 1) + Math.abs(w1 - 1) + Math.abs(b);
    }

    /** The weights on the line through {@link #EXACT} and this, so many times as far. */
    Unit times(double factor) {
        return new Unit(1 + factor * (w0 - 1), 1 + factor * (w1 - 1), factor * b);
    }

    private Transformer transformer() {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        for (String name : List.of("m.0", "m.1", "logit.0", "logit.1", "belief")) {
            layout.add(name, 1);
        }
        double[] reads = new double[4 * WIDTH];
        reads[M0] = 1;
        reads[WIDTH + M0] = -1;
        reads[2 * WIDTH + M1] = 1;
        reads[3 * WIDTH + M1] = -1;
        double[] writes = new double[WIDTH * 4];
        writes[LOGIT0 * 4] = 1;
        writes[LOGIT0 * 4 + 1] = -1;
        writes[LOGIT1 * 4 + 2] = 1;
        writes[LOGIT1 * 4 + 3] = -1;
        FeedForward logits = new FeedForward(
                Matrix.ofRowMajor(4, WIDTH, reads),
                Matrix.ofRowMajor(4, 1, new double[] {0, 1, 0, 1}),
                Matrix.ofRowMajor(WIDTH, 4, writes),
                Matrix.zeros(WIDTH, 1),
                Activation.LOG);
        FeedForward sigmoid = new FeedForward(
                Matrix.builder(1, WIDTH).append(LOGIT0, w0).append(LOGIT1, w1).build(),
                Matrix.ofRowMajor(1, 1, new double[] {b}),
                Matrix.ofRowMajor(WIDTH, 1, new double[] {0, 0, 0, 0, 1}),
                Matrix.zeros(WIDTH, 1),
                Activation.SIGMOID);
        return new Transformer(
                layout.build(), List.of(new Layer("logits", List.of(), logits), new Layer("unit", List.of(), sigmoid)));
    }
}
