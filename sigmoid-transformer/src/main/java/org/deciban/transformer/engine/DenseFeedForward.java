package org.deciban.transformer.engine;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.trace.HookPoint.Site;

/** The feed-forward of a layer on all tokens. */
final class DenseFeedForward {
    private final FeedForward feedForward;
    private final Residual residual;
    private final int tokens;
    private final Hooks hooks;
    private final double[] b1;
    private final double[] b2;

    DenseFeedForward(FeedForward feedForward, Residual residual, Hooks hooks) {
        this.feedForward = feedForward;
        this.residual = residual;
        this.tokens = residual.tokens;
        this.hooks = hooks;
        this.b1 = feedForward.b1().toRowMajor();
        this.b2 = feedForward.b2().toRowMajor();
    }

    /** Adds its output to the residual stream. */
    void apply() {
        if (hooks.touch(hooks.point(Site.MLP_PRE))
                || hooks.touch(hooks.point(Site.MLP_POST))
                || hooks.touch(hooks.point(Site.MLP_OUT))) {
            residual.add(pass(Site.MLP_OUT, residual.modelDim, outputs(hookedHidden())));
        } else if (!feedForward.isNone()) {
            forEachToken(token -> {
                double[] hidden = new double[feedForward.hiddenDim()];
                project(token, hidden, 0);
                activate(hidden, 0);
                addOutput(hidden, 0, residual.values, token);
            });
        }
    }

    private double[] hookedHidden() {
        int width = feedForward.hiddenDim();
        double[] computed = new double[tokens * width];
        forEachToken(token -> project(token, computed, token * width));
        double[] hidden = pass(Site.MLP_PRE, width, computed);
        forEachToken(token -> activate(hidden, token * width));
        return pass(Site.MLP_POST, width, hidden);
    }

    private double[] outputs(double[] hidden) {
        double[] outputs = new double[tokens * residual.modelDim];
        forEachToken(token -> addOutput(hidden, token * feedForward.hiddenDim(), outputs, token));
        return outputs;
    }

    private double[] pass(Site site, int columns, double[] values) {
        return hooks.pass(hooks.point(site), columns, tokens, values);
    }

    private void forEachToken(IntConsumer action) {
        IntStream.range(0, tokens).parallel().forEach(action);
    }

    private void project(int token, double[] hidden, int offset) {
        for (int u = 0; u < feedForward.hiddenDim(); u++) {
            hidden[offset + u] = feedForward.w1().dotRow(u, residual.values, token * residual.modelDim) + b1[u];
        }
    }

    private void activate(double[] hidden, int offset) {
        for (int u = offset; u < offset + feedForward.hiddenDim(); u++) {
            hidden[u] = feedForward.activation().apply(hidden[u]);
        }
    }

    private void addOutput(double[] hidden, int offset, double[] target, int token) {
        for (int k = 0; k < residual.modelDim; k++) {
            target[token * residual.modelDim + k] += feedForward.w2().dotRow(k, hidden, offset) + b2[k];
        }
    }
}
