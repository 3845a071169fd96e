package org.deciban.transformer.engine;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** One head over all pairs of tokens. */
final class DenseAttention {
    /** exp of anything below is exactly 0.0 in float64 (the least positive double is e^(−744.44)). */
    private static final double EXP_IS_ZERO_BELOW = -746;

    private final AttentionHead head;
    private final int index;
    private final int tokens;
    private final int modelDim;
    private final Hooks hooks;
    /** {@code [token][d_k]}, {@code [d_k][token]} and {@code [token][d_v]}, each row-major. */
    private final double[] queries;

    private final double[] keysByDimension;
    private final double[] values;

    DenseAttention(AttentionHead head, int index, Residual residual, Hooks hooks) {
        this.head = head;
        this.index = index;
        this.tokens = residual.tokens;
        this.modelDim = residual.modelDim;
        this.hooks = hooks;
        this.queries = pass(Site.Q, head.keyDim(), residual.project(head.wQ()));
        this.keysByDimension =
                transpose(pass(Site.K, head.keyDim(), residual.project(head.wK())), tokens, head.keyDim());
        this.values = pass(Site.V, head.valueDim(), residual.project(head.wV()));
    }

    private double[] pass(Site site, int columns, double[] entries) {
        return hooks.pass(point(site), columns, tokens, entries);
    }

    private HookPoint point(Site site) {
        return hooks.point(index, site);
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
    void addTo(double[] output) {
        boolean pairsAreHooked = hooks.touch(point(Site.SCORES)) || hooks.touch(point(Site.PATTERN));
        boolean outcomeIsHooked = hooks.touch(point(Site.Z)) || hooks.touch(point(Site.RESULT));
        if (pairsAreHooked || outcomeIsHooked) {
            double[] mixed = pass(Site.Z, head.valueDim(), pairsAreHooked ? mixedByHookedPairs() : mixed());
            double[] result = pass(Site.RESULT, modelDim, results(mixed));
            for (int i = 0; i < output.length; i++) {
                output[i] += result[i];
            }
            return;
        }
        forEachQuery(query -> {
            double[] row = new double[tokens];
            double[] mixed = new double[head.valueDim()];
            score(query, row, 0);
            softmax(row, 0);
            mix(row, 0, mixed, 0);
            addResult(mixed, 0, output, query * modelDim);
        });
    }

    /** z without the scores and patterns of all pairs in memory at once. */
    private double[] mixed() {
        double[] mixed = new double[tokens * head.valueDim()];
        forEachQuery(query -> {
            double[] row = new double[tokens];
            score(query, row, 0);
            softmax(row, 0);
            mix(row, 0, mixed, query * head.valueDim());
        });
        return mixed;
    }

    private double[] mixedByHookedPairs() {
        double[] computed = new double[Math.multiplyExact(tokens, tokens)];
        forEachQuery(query -> score(query, computed, query * tokens));
        double[] scores = pass(Site.SCORES, tokens, computed);
        forEachQuery(query -> softmax(scores, query * tokens));
        double[] pattern = pass(Site.PATTERN, tokens, scores);
        double[] mixed = new double[tokens * head.valueDim()];
        forEachQuery(query -> mix(pattern, query * tokens, mixed, query * head.valueDim()));
        return mixed;
    }

    private double[] results(double[] mixed) {
        double[] results = new double[tokens * modelDim];
        forEachQuery(query -> addResult(mixed, query * head.valueDim(), results, query * modelDim));
        return results;
    }

    private void forEachQuery(IntConsumer action) {
        IntStream.range(0, tokens).parallel().forEach(action);
    }

    private void score(int query, double[] scores, int offset) {
        for (int c = 0; c < head.keyDim(); c++) {
            double q = queries[query * head.keyDim() + c];
            // A zero adds +0.0 or −0.0 to every score, which changes none.
            if (q != 0) {
                int keys = c * tokens;
                for (int k = 0; k < tokens; k++) {
                    scores[offset + k] += q * keysByDimension[keys + k];
                }
            }
        }
    }

    private void softmax(double[] scores, int offset) {
        int end = offset + tokens;
        double max = Double.NEGATIVE_INFINITY;
        for (int k = offset; k < end; k++) {
            max = Math.max(max, scores[k]);
        }
        double sum = 0;
        for (int k = offset; k < end; k++) {
            double shifted = scores[k] - max;
            scores[k] = shifted < EXP_IS_ZERO_BELOW ? 0.0 : StrictMath.exp(shifted);
            sum += scores[k];
        }
        for (int k = offset; k < end; k++) {
            scores[k] /= sum;
        }
    }

    private void mix(double[] pattern, int offset, double[] mixed, int at) {
        int width = head.valueDim();
        for (int k = 0; k < tokens; k++) {
            double weight = pattern[offset + k];
            if (weight != 0) {
                for (int c = 0; c < width; c++) {
                    mixed[at + c] += weight * values[k * width + c];
                }
            }
        }
    }

    private void addResult(double[] mixed, int at, double[] output, int offset) {
        for (int dimension = 0; dimension < modelDim; dimension++) {
            output[offset + dimension] += head.wO().dotRow(dimension, mixed, at);
        }
    }
}
