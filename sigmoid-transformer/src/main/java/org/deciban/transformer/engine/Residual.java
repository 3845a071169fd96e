package org.deciban.transformer.engine;

import java.util.stream.IntStream;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;

/** The residual stream of one forward pass: {@code values[token · d + dimension]}. */
final class Residual {
    final int tokens;
    final int modelDim;
    final double[] values;

    Residual(Matrix embedded) {
        this.tokens = embedded.rows();
        this.modelDim = embedded.columns();
        this.values = embedded.toRowMajor();
    }

    /** Projects every token: entry {@code [token · weights.rows + r]} is row r of the weights times the token. */
    double[] project(Matrix weights) {
        int width = weights.rows();
        double[] projected = new double[tokens * width];
        for (int t = 0; t < tokens; t++) {
            for (int r = 0; r < width; r++) {
                projected[t * width + r] = weights.dotRow(r, values, t * modelDim);
            }
        }
        return projected;
    }

    void add(double[] update) {
        for (int i = 0; i < values.length; i++) {
            values[i] += update[i];
        }
    }

    void apply(FeedForward feedForward) {
        if (feedForward.isNone()) {
            return;
        }
        double[] b1 = feedForward.b1().toRowMajor();
        double[] b2 = feedForward.b2().toRowMajor();
        IntStream.range(0, tokens).parallel().forEach(t -> {
            double[] hidden = new double[feedForward.hiddenDim()];
            for (int u = 0; u < hidden.length; u++) {
                double input = feedForward.w1().dotRow(u, values, t * modelDim) + b1[u];
                hidden[u] = feedForward.activation().apply(input);
            }
            for (int k = 0; k < modelDim; k++) {
                values[t * modelDim + k] += feedForward.w2().dotRow(k, hidden, 0) + b2[k];
            }
        });
    }

    void show(ForwardObserver observer, HookPoint point) {
        if (observer.wants(point)) {
            observer.observe(point, toMatrix());
        }
    }

    void requireFinite(int layer, String name) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new ArithmeticException(
                        "the residual stream is " + values[i] + " after layer " + layer + " (" + name
                                + ") at token " + i / modelDim + ", dimension " + i % modelDim
                                + ". Maybe the weights are outside the range of float64?");
            }
        }
    }

    Matrix toMatrix() {
        return Matrix.ofRowMajor(tokens, modelDim, values);
    }
}
