package org.deciban.compiler.published;

import java.util.List;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;

/**
 * {@code belief ← σ(logit m_0 + logit m_1)} on variable tokens, with m_k in {@code scratch.k}; factor tokens keep theirs.
 *
 * <pre>
 *   LOG      log_odds += Σ_k ln m_k − ln(1 − m_k)
 *   RELU     belief   −= relu(belief − is_factor)             the belief on variables, 0 on factors, since beliefs are at most 1
 *   SIGMOID  belief   += σ(log_odds − 4096 · is_factor)       exactly 0 on factors
 * </pre>
 *
 * <p>The first and the last together are the published unit σ(w_0 logit m_0 + w_1 logit m_1 + b) at w = (1, 1), b = 0; the
 * second is what "without residual" means beside a residual. A logit is at most {@code −ln 1e-300}, so certainty against
 * certainty gives ½ and no NaN.
 */
final class UpdateBelief {
    /** Above the largest sum of two logits (1381.6) by more than the range of exp (745.2). */
    private static final double OFF = 4096;

    private UpdateBelief() {}

    static List<Layer> layers(ResidualLayout residual) {
        int d = residual.modelDim();
        int belief = residual.subspace("belief").dimension();
        int isFactor = residual.subspace("is_factor").dimension();
        int logOdds = residual.subspace("log_odds").dimension();
        int first = residual.subspace("scratch.0").dimension();
        int second = residual.subspace("scratch.1").dimension();

        double[] logits = new double[4 * d];
        logits[first] = 1;
        logits[d + first] = -1;
        logits[2 * d + second] = 1;
        logits[3 * d + second] = -1;
        double[] sum = new double[d * 4];
        System.arraycopy(new double[] {1, -1, 1, -1}, 0, sum, logOdds * 4, 4);
        FeedForward logit = new FeedForward(
                Matrix.ofRowMajor(4, d, logits),
                Matrix.ofRowMajor(4, 1, new double[] {0, 1, 0, 1}),
                Matrix.ofRowMajor(d, 4, sum),
                Matrix.zeros(d, 1),
                Activation.LOG);

        double[] forgotten = new double[d];
        forgotten[belief] = 1;
        forgotten[isFactor] = -1;
        double[] written = new double[d];
        written[logOdds] = 1;
        written[isFactor] = -OFF;
        return List.of(
                new Layer("logits", List.of(), logit),
                new Layer("forget", List.of(), unit(forgotten, belief, -1, Activation.RELU)),
                new Layer("update", List.of(), unit(written, belief, 1, Activation.SIGMOID)));
    }

    private static FeedForward unit(double[] reads, int writes, double weight, Activation activation) {
        double[] out = new double[reads.length];
        out[writes] = weight;
        return new FeedForward(
                Matrix.ofRowMajor(1, reads.length, reads),
                Matrix.zeros(1, 1),
                Matrix.ofRowMajor(reads.length, 1, out),
                Matrix.zeros(reads.length, 1),
                activation);
    }
}
