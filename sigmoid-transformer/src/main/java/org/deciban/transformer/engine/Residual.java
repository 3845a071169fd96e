package org.deciban.transformer.engine;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.HookPoint.Site;

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

    /** Lets the observer replace and see the stream. */
    void pass(Hooks hooks, Site site) {
        double[] passed = hooks.pass(hooks.point(site), modelDim, tokens, values);
        if (passed != values) {
            System.arraycopy(passed, 0, values, 0, values.length);
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
