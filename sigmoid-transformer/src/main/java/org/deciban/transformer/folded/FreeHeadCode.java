package org.deciban.transformer.folded;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deciban.transformer.Matrix;

/** Runs a head over all tokens, as it is written down. */
final class FreeHeadCode {
    private final FreeHead free;
    private final Entries entries;
    /** By place among the outputs of the head: the output, and the number of its query. */
    private final int[] outputOf;

    private final int[] queryOf;
    /** The entries by token: {@code ofToken[start[t] …]}. */
    private final int[] start;

    private final int[] ofToken;

    FreeHeadCode(FreeHead free, Fold fold, int[] outputOf) {
        this.free = free;
        this.entries = fold.entries();
        this.outputOf = outputOf;
        this.queryOf = queriesOfPlaces(free);
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

    private static int[] queriesOfPlaces(FreeHead free) {
        PairIndex numbers = new PairIndex();
        for (int q = 0; q < free.queries(); q++) {
            numbers.add(free.query(q), 0);
        }
        return IntStream.range(0, free.outputs())
                .map(place -> numbers.find(free.token(place), 0))
                .toArray();
    }

    /** Places of scratch that a run needs: a token, all keys and values, scores, a query, and what each query brings. */
    int scratchSize() {
        int n = entries.tokens().rows();
        int keyDim = free.head.keyDim();
        int valueDim = free.head.valueDim();
        return entries.tokens().columns() + n * (keyDim + valueDim + 1) + keyDim + free.queries() * valueDim;
    }

    void run(double[] x, double[] scratch, double[] outputValues, int lanes) {
        for (int l = 0; l < lanes; l++) {
            run(x, scratch, outputValues, lanes, l);
        }
    }

    private void run(double[] x, double[] scratch, double[] outputValues, int lanes, int lane) {
        int n = entries.tokens().rows();
        int keyDim = free.head.keyDim();
        int valueDim = free.head.valueDim();
        int keys = entries.tokens().columns();
        int values = keys + n * keyDim;
        int query = values + n * (valueDim + 1);
        int mixed = query + keyDim;
        for (int t = 0; t < n; t++) {
            fill(scratch, t, x, lanes, lane);
            project(free.head.wK(), scratch, keys + t * keyDim);
            project(free.head.wV(), scratch, values + t * valueDim);
        }
        for (int q = 0; q < free.queries(); q++) {
            fill(scratch, free.query(q), x, lanes, lane);
            project(free.head.wQ(), scratch, query);
            mix(scratch, keys, query, mixed + q * valueDim);
        }
        for (int place = 0; place < outputOf.length; place++) {
            outputValues[outputOf[place] * lanes + lane] =
                    scratch[mixed + queryOf[place] * valueDim + free.channel(place)];
        }
    }

    /** Writes a token as it stands to the beginning of the scratch. */
    private void fill(double[] scratch, int token, double[] x, int lanes, int lane) {
        Arrays.fill(scratch, 0, entries.tokens().columns(), 0);
        entries.tokens().addRowTo(token, scratch, 0);
        for (int i = start[token]; i < start[token + 1]; i++) {
            scratch[entries.dimension(ofToken[i])] = x[ofToken[i] * lanes + lane];
        }
    }

    private static void project(Matrix weights, double[] scratch, int to) {
        for (int r = 0; r < weights.rows(); r++) {
            scratch[to + r] = weights.dotRow(r, scratch, 0);
        }
    }

    private void mix(double[] scratch, int keys, int query, int mixed) {
        int n = entries.tokens().rows();
        int keyDim = free.head.keyDim();
        int valueDim = free.head.valueDim();
        int values = keys + n * keyDim;
        int scores = values + n * valueDim;
        double max = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < n; t++) {
            double score = 0;
            for (int c = 0; c < keyDim; c++) {
                score += scratch[query + c] * scratch[keys + t * keyDim + c];
            }
            scratch[scores + t] = score;
            max = Math.max(max, score);
        }
        double sum = 0;
        for (int t = scores; t < scores + n; t++) {
            double shifted = scratch[t] - max;
            scratch[t] = shifted < -FoldedHead.UNDERFLOW_GAP ? 0 : StrictMath.exp(shifted);
            sum += scratch[t];
        }
        Arrays.fill(scratch, mixed, mixed + valueDim, 0);
        for (int t = 0; t < n; t++) {
            double weight = scratch[scores + t];
            for (int c = 0; c < valueDim && weight != 0; c++) {
                scratch[mixed + c] += weight / sum * scratch[values + t * valueDim + c];
            }
        }
    }
}
