package org.deciban.proofs.certificates;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Matrix;

/**
 * The part of a head's scores that is the same in every layer: the coordinates of which neither the query nor the key reads a
 * dimension that is ever written. Tokens with equal queries, or keys, on those coordinates form a class.
 */
final class StillScores {
    /** A weight e^(−746) is less than the least positive double; one more covers the rounding of the comparison itself. */
    private static final double GAP = 747;

    /** n products and n sums of doubles err by at most this share of the sum of sizes, for up to {@link #MOST_COORDINATES}. */
    private static final double ERROR_SHARE = 0x1p-38;

    private static final int MOST_COORDINATES = 1 << 12;

    private final int keyDim;
    private final int[] queryClass;
    private final List<Vector> queries = new ArrayList<>();
    private final List<Vector> keys = new ArrayList<>();
    private final List<List<Integer>> members = new ArrayList<>();
    private final Map<Integer, Candidates> found = new HashMap<>();

    /** The entries of a vector that are not zero. */
    private record Vector(List<Integer> coordinates, List<Interval> values) {}

    /** A token that can be attended to, and the part of its score that is known. */
    record Candidate(int token, Interval score) {}

    /** Those that can be attended to if the other parts of the scores differ by at most {@code spread}. */
    private record Candidates(double spread, List<Candidate> list) {}

    StillScores(AttentionHead head, BitSet still, Matrix tokens) {
        this.keyDim = head.keyDim();
        this.queryClass = new int[tokens.rows()];
        Map<Vector, Integer> queryNumbers = new HashMap<>();
        Map<Vector, Integer> keyNumbers = new HashMap<>();
        SparseRows wQ = new SparseRows(head.wQ());
        SparseRows wK = new SparseRows(head.wK());
        double[] row = new double[tokens.columns()];
        for (int t = 0; t < queryClass.length; t++) {
            java.util.Arrays.fill(row, 0);
            tokens.addRowTo(t, row, 0);
            queryClass[t] = number(project(wQ, still, row), queryNumbers, queries);
            int key = number(project(wK, still, row), keyNumbers, keys);
            if (key == members.size()) {
                members.add(new ArrayList<>());
            }
            members.get(key).add(t);
        }
    }

    private static int number(Vector vector, Map<Vector, Integer> numbers, List<Vector> vectors) {
        return numbers.computeIfAbsent(vector, v -> {
            vectors.add(v);
            return vectors.size() - 1;
        });
    }

    private static Vector project(SparseRows weights, BitSet still, double[] row) {
        List<Integer> coordinates = new ArrayList<>();
        List<Interval> values = new ArrayList<>();
        for (int c = still.nextSetBit(0); c >= 0; c = still.nextSetBit(c + 1)) {
            Interval sum = Interval.ZERO;
            for (int i = weights.start[c]; i < weights.start[c + 1]; i++) {
                if (row[weights.column[i]] != 0) {
                    sum = sum.plus(Interval.of(row[weights.column[i]]).times(weights.value[i]));
                }
            }
            if (sum.lo() != 0 || sum.hi() != 0) {
                coordinates.add(c);
                values.add(sum);
            }
        }
        return new Vector(coordinates, values);
    }

    /** The class of a token's query. */
    int queryClass(int token) {
        return queryClass[token];
    }

    /**
     * The tokens that a query class can attend to: every other token has a score at least 746 below the best one.
     *
     * @param spread how much the other parts of the scores can differ between tokens; +∞ gives all tokens
     */
    List<Candidate> candidates(int query, double spread) {
        Candidates known = found.get(query);
        if (known == null || !(spread <= known.spread)) {
            // Later layers ask for a little more, as intervals widen.
            double roomy = 1.01 * spread + 1;
            known = new Candidates(roomy, search(query, roomy));
            found.put(query, known);
        }
        return known.list;
    }

    private List<Candidate> search(int query, double spread) {
        double[] q = new double[keyDim];
        double[] most = new double[keyDim];
        double[] width = new double[keyDim];
        Vector vector = queries.get(query);
        for (int i = 0; i < vector.coordinates.size(); i++) {
            int c = vector.coordinates.get(i);
            q[c] = vector.values.get(i).middle();
            most[c] = vector.values.get(i).magnitude();
            width[c] = vector.values.get(i).width();
        }
        double[] above = new double[keys.size()];
        double best = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < above.length; k++) {
            Vector key = keys.get(k);
            double score = 0;
            double size = 0;
            double widths = 0;
            for (int i = 0; i < key.coordinates.size(); i++) {
                int c = key.coordinates.get(i);
                double product = q[c] * key.values.get(i).middle();
                score += product;
                size += Math.abs(product);
                widths += most[c] * key.values.get(i).width()
                        + width[c] * key.values.get(i).magnitude();
            }
            double error = keyDim <= MOST_COORDINATES ? ERROR_SHARE * size + 2 * widths : Double.POSITIVE_INFINITY;
            above[k] = score + error;
            best = Math.max(best, score - error);
        }
        List<Candidate> list = new ArrayList<>();
        for (int k = 0; k < above.length; k++) {
            if (!(above[k] < best - GAP - spread)) {
                Interval score = score(vector, keys.get(k));
                members.get(k).forEach(token -> list.add(new Candidate(token, score)));
            }
        }
        return list;
    }

    private static Interval score(Vector query, Vector key) {
        Interval sum = Interval.ZERO;
        int i = 0;
        int j = 0;
        while (i < query.coordinates.size() && j < key.coordinates.size()) {
            int order = Integer.compare(query.coordinates.get(i), key.coordinates.get(j));
            if (order == 0) {
                sum = sum.plus(query.values.get(i).times(key.values.get(j)));
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return sum;
    }
}
