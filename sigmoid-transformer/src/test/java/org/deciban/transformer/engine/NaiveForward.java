package org.deciban.transformer.engine;

import java.util.List;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;

/** The formula of the forward pass, loop by loop: for tests to hold engines against. */
final class NaiveForward {
    private NaiveForward() {}

    static double[][] run(List<Layer> layers, Matrix tokens) {
        double[][] x = dense(tokens);
        for (Layer layer : layers) {
            double[][] attended = copy(x);
            for (AttentionHead head : layer.heads()) {
                attend(head, x, attended);
            }
            for (double[] token : attended) {
                feedForward(layer.feedForward(), token);
            }
            x = attended;
        }
        return x;
    }

    /** The scores of a head, {@code [query][key]}. */
    static double[][] scores(AttentionHead head, double[][] x) {
        double[][] scores = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                for (int c = 0; c < head.keyDim(); c++) {
                    double q = 0;
                    double k = 0;
                    for (int a = 0; a < head.modelDim(); a++) {
                        q += head.wQ().get(c, a) * x[i][a];
                        k += head.wK().get(c, a) * x[j][a];
                    }
                    scores[i][j] += q * k;
                }
            }
        }
        return scores;
    }

    /** One row of a softmax, as {@code 1 / Σ_k e^(s_k − s_j)}. */
    static double[] softmax(double[] scores) {
        double[] pattern = new double[scores.length];
        for (int j = 0; j < scores.length; j++) {
            double sum = 0;
            for (double score : scores) {
                sum += Math.exp(score - scores[j]);
            }
            pattern[j] = 1 / sum;
        }
        return pattern;
    }

    static double[][] dense(Matrix matrix) {
        double[][] dense = new double[matrix.rows()][matrix.columns()];
        for (int r = 0; r < matrix.rows(); r++) {
            for (int c = 0; c < matrix.columns(); c++) {
                dense[r][c] = matrix.get(r, c);
            }
        }
        return dense;
    }

    private static void attend(AttentionHead head, double[][] x, double[][] output) {
        double[][] scores = scores(head, x);
        for (int i = 0; i < x.length; i++) {
            double[] pattern = softmax(scores[i]);
            for (int j = 0; j < x.length; j++) {
                for (int c = 0; c < head.valueDim(); c++) {
                    double value = 0;
                    for (int a = 0; a < head.modelDim(); a++) {
                        value += head.wV().get(c, a) * x[j][a];
                    }
                    for (int b = 0; b < head.modelDim(); b++) {
                        output[i][b] += head.wO().get(b, c) * pattern[j] * value;
                    }
                }
            }
        }
    }

    private static void feedForward(FeedForward ff, double[] token) {
        double[] before = token.clone();
        for (int b = 0; b < ff.modelDim(); b++) {
            token[b] += ff.b2().get(b, 0);
            for (int u = 0; u < ff.hiddenDim(); u++) {
                double input = ff.b1().get(u, 0);
                for (int a = 0; a < ff.modelDim(); a++) {
                    input += ff.w1().get(u, a) * before[a];
                }
                token[b] += ff.w2().get(b, u) * phi(ff.activation(), input);
            }
        }
    }

    private static double phi(Activation activation, double u) {
        switch (activation) {
            case SIGMOID:
                return 1 / (1 + Math.exp(-u));
            case SOFTPLUS:
                return Math.log(1 + Math.exp(u));
            case RELU:
                return u > 0 ? u : 0;
            case LOG:
                return Math.log(u > 1e-300 ? u : 1e-300);
            default:
                throw new AssertionError(activation);
        }
    }

    private static double[][] copy(double[][] x) {
        double[][] copy = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            copy[i] = x[i].clone();
        }
        return copy;
    }
}
