package org.deciban.transformer.engine;

import java.util.stream.IntStream;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.ForwardObserver;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.jspecify.annotations.Nullable;

/** One head over all pairs of tokens. */
final class DenseAttention {
    /** exp of anything below is exactly 0.0 in float64 (the least positive double is e^(−744.44)). */
    private static final double EXP_IS_ZERO_BELOW = -746;

    private final AttentionHead head;
    private final int tokens;
    private final int modelDim;
    /** {@code [token][d_k]}, {@code [d_k][token]} and {@code [token][d_v]}, each row-major. */
    private final double[] queries;

    private final double[] keysByDimension;
    private final double[] values;

    DenseAttention(AttentionHead head, Residual residual) {
        this.head = head;
        this.tokens = residual.tokens;
        this.modelDim = residual.modelDim;
        this.queries = residual.project(head.wQ());
        this.keysByDimension = transpose(residual.project(head.wK()), tokens, head.keyDim());
        this.values = residual.project(head.wV());
    }

    private static double[] transpose(double[] rowMajor, int rows, int columns) {
        double[] transposed = new double[rowMajor.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                transposed[c * rows + r] = rowMajor[r * columns + c];
            }
        }
        return transposed;
    }

    /** Adds the output of the head, {@code [token · d + dimension]}. */
    void addTo(double[] output, ForwardObserver observer, int layer, int index) {
        HookPoint scoresPoint = new HookPoint(layer, index, Site.SCORES);
        HookPoint patternPoint = new HookPoint(layer, index, Site.PATTERN);
        double @Nullable [] scores =
                observer.wants(scoresPoint) ? new double[Math.multiplyExact(tokens, tokens)] : null;
        double @Nullable [] patterns =
                observer.wants(patternPoint) ? new double[Math.multiplyExact(tokens, tokens)] : null;
        IntStream.range(0, tokens).parallel().forEach(query -> {
            double[] row = scores(query);
            copyInto(scores, row, query);
            softmax(row);
            copyInto(patterns, row, query);
            addMixedValues(row, output, query * modelDim);
        });
        show(observer, scoresPoint, scores);
        show(observer, patternPoint, patterns);
    }

    private double[] scores(int query) {
        double[] scores = new double[tokens];
        for (int c = 0; c < head.keyDim(); c++) {
            double q = queries[query * head.keyDim() + c];
            // A zero adds +0.0 or −0.0 to every score, which changes none.
            if (q != 0) {
                int keys = c * tokens;
                for (int k = 0; k < tokens; k++) {
                    scores[k] += q * keysByDimension[keys + k];
                }
            }
        }
        return scores;
    }

    private static void softmax(double[] scores) {
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
            double shifted = scores[k] - max;
            scores[k] = shifted < EXP_IS_ZERO_BELOW ? 0.0 : StrictMath.exp(shifted);
            sum += scores[k];
        }
        for (int k = 0; k < scores.length; k++) {
            scores[k] /= sum;
        }
    }

    private void addMixedValues(double[] pattern, double[] output, int offset) {
        int width = head.valueDim();
        double[] mixed = new double[width];
        for (int k = 0; k < tokens; k++) {
            if (pattern[k] != 0) {
                for (int c = 0; c < width; c++) {
                    mixed[c] += pattern[k] * values[k * width + c];
                }
            }
        }
        for (int dimension = 0; dimension < modelDim; dimension++) {
            output[offset + dimension] += head.wO().dotRow(dimension, mixed, 0);
        }
    }

    private void copyInto(double @Nullable [] recording, double[] row, int query) {
        if (recording != null) {
            System.arraycopy(row, 0, recording, query * tokens, tokens);
        }
    }

    private void show(ForwardObserver observer, HookPoint point, double @Nullable [] recording) {
        if (recording != null) {
            requireFinite(point, recording);
            observer.observe(point, Matrix.ofRowMajor(tokens, tokens, recording));
        }
    }

    private void requireFinite(HookPoint point, double[] recording) {
        for (int i = 0; i < recording.length; i++) {
            if (!Double.isFinite(recording[i])) {
                throw new ArithmeticException(point + " of head " + head.name() + " in layer " + point.layer() + " is "
                        + recording[i] + " at query token " + i / tokens + ", key token " + i % tokens
                        + ". Maybe the weights are outside the range of float64?");
            }
        }
    }
}
