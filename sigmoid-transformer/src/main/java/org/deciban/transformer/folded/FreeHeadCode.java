package org.deciban.transformer.folded;

import java.util.stream.IntStream;
import org.deciban.transformer.Matrix;

/** Runs a head over all tokens, as it is written down. */
final class FreeHeadCode {
    private final FreeHead free;
    private final Entries entries;
    private final int[] outputOf;
    /** The entries by token: {@code ofToken[start[t] …]}. */
    private final int[] start;

    private final int[] ofToken;

    FreeHeadCode(FreeHead free, Fold fold, int[] outputOf) {
        this.free = free;
        this.entries = fold.entries();
        this.outputOf = outputOf;
        int n = entries.tokens().rows();
        this.start = new int[n + 1];
        int[] changing = IntStream.range(0, entries.size())
                .filter(fold.constancy()::everChanges)
                .toArray();
        for (int e : changing) {
            start[entries.token(e) + 1]++;
        }
        for (int t = 0; t < n; t++) {
            start[t + 1] += start[t];
        }
        this.ofToken = new int[changing.length];
        int[] next = start.clone();
        for (int e : changing) {
            ofToken[next[entries.token(e)]++] = e;
        }
    }

    void run(double[] x, double[] outputValues, int lanes) {
        for (int l = 0; l < lanes; l++) {
            run(x, outputValues, lanes, l);
        }
    }

    private void run(double[] x, double[] outputValues, int lanes, int lane) {
        Matrix tokens = entries.tokens();
        int n = tokens.rows();
        double[][] keys = new double[n][];
        double[][] values = new double[n][];
        double[] row = new double[tokens.columns()];
        for (int t = 0; t < n; t++) {
            fill(row, t, x, lanes, lane);
            keys[t] = project(free.head.wK(), row);
            values[t] = project(free.head.wV(), row);
        }
        double[][] mixed = new double[free.queries()][];
        PairIndex queryOf = new PairIndex();
        for (int q = 0; q < mixed.length; q++) {
            queryOf.add(free.query(q), 0);
            fill(row, free.query(q), x, lanes, lane);
            mixed[q] = mix(project(free.head.wQ(), row), keys, values);
        }
        for (int place = 0; place < outputOf.length; place++) {
            int query = queryOf.find(free.token(place), 0);
            outputValues[outputOf[place] * lanes + lane] = mixed[query][free.channel(place)];
        }
    }

    private void fill(double[] row, int token, double[] x, int lanes, int lane) {
        java.util.Arrays.fill(row, 0);
        entries.tokens().addRowTo(token, row, 0);
        for (int i = start[token]; i < start[token + 1]; i++) {
            row[entries.dimension(ofToken[i])] = x[ofToken[i] * lanes + lane];
        }
    }

    private static double[] project(Matrix weights, double[] row) {
        return IntStream.range(0, weights.rows())
                .mapToDouble(r -> weights.dotRow(r, row, 0))
                .toArray();
    }

    private static double[] mix(double[] query, double[][] keys, double[][] values) {
        double[] scores = new double[keys.length];
        double max = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < keys.length; t++) {
            for (int c = 0; c < query.length; c++) {
                scores[t] += query[c] * keys[t][c];
            }
            max = Math.max(max, scores[t]);
        }
        double sum = 0;
        double[] mixed = new double[values[0].length];
        for (int t = 0; t < keys.length; t++) {
            double shifted = scores[t] - max;
            scores[t] = shifted < -FoldedHead.UNDERFLOW_GAP ? 0 : StrictMath.exp(shifted);
            sum += scores[t];
        }
        for (int t = 0; t < keys.length; t++) {
            for (int c = 0; c < mixed.length && scores[t] != 0; c++) {
                mixed[c] += scores[t] / sum * values[t][c];
            }
        }
        return mixed;
    }
}
