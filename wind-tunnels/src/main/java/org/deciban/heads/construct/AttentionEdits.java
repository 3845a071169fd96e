package org.deciban.heads.construct;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.Edit;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.transformer.trace.Interventions;

/** Changes to what a head looks at. */
public final class AttentionEdits {
    /** A score so far below another weighs exactly 0.0. */
    private static final double BEYOND = 1024;

    private AttentionEdits() {}

    /** A head looks from a position at one key, with all its weight. */
    public static Interventions moved(int layer, int head, int query, int key) {
        Edit edit = (point, pattern) -> {
            Matrix.Builder row = Matrix.builder(pattern.rows(), pattern.columns());
            for (int q = 0; q < pattern.rows(); q++) {
                row.append(key, 1).endRow();
            }
            return row.build();
        };
        return Interventions.at(new HookPoint(layer, head, Site.PATTERN), edit.onTokens(query));
    }

    /**
     * A head weighs keys by other numbers from one query, which are multiplied with its weights; what comes out is divided by its sum.
     *
     * @param factors one for each key, ≥ 0, not all 0
     */
    public static Interventions weighted(int layer, int head, int query, double... factors) {
        double[] given = factors.clone();
        Edit edit = (point, pattern) -> {
            Matrix.Builder rows = Matrix.builder(pattern.rows(), pattern.columns());
            for (double[] row : TracedActivations.rows(pattern)) {
                double sum = 0;
                for (int key = 0; key < row.length; key++) {
                    sum += row[key] * given[key];
                }
                for (int key = 0; key < row.length; key++) {
                    rows.append(key, row[key] * given[key] / sum);
                }
                rows.endRow();
            }
            return rows.build();
        };
        return Interventions.at(new HookPoint(layer, head, Site.PATTERN), edit.onTokens(query));
    }

    /**
     * A head sees the first tokens and the most recent ones alone, and nothing after a query; the softmax is over these.
     *
     * @param sinks how many of the first tokens, at least 1
     * @param window how many tokens up to the query, itself among them, at least 1
     * @throws IllegalArgumentException if a bound does not hold
     */
    public static Interventions streaming(int layer, int head, int sinks, int window) {
        if (sinks < 1 || window < 1) {
            throw new IllegalArgumentException(
                    "streaming attention must see ≥ 1 sink and ≥ 1 recent token, got " + sinks + " and " + window);
        }
        Edit edit = (point, scores) -> {
            Matrix.Builder restricted = Matrix.builder(scores.rows(), scores.columns());
            double[][] rows = TracedActivations.rows(scores);
            for (int query = 0; query < rows.length; query++) {
                double best = Double.NEGATIVE_INFINITY;
                for (int key = 0; key < rows[query].length; key++) {
                    best = sees(query, key, sinks, window) ? Math.max(best, rows[query][key]) : best;
                }
                for (int key = 0; key < rows[query].length; key++) {
                    boolean seen = sees(query, key, sinks, window);
                    restricted.append(key, seen ? rows[query][key] - best : -BEYOND);
                }
                restricted.endRow();
            }
            return restricted.build();
        };
        return Interventions.at(new HookPoint(layer, head, Site.SCORES), edit);
    }

    private static boolean sees(int query, int key, int sinks, int window) {
        return key <= query && (key < sinks || key > query - window);
    }
}
