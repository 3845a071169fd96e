package org.deciban.proofs.certificates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.proofs.certificates.StillScores.Candidate;
import org.deciban.transformer.AttentionHead;

/**
 * One head on intervals.
 *
 * <p>Its score is a sum over coordinates. <em>Still</em> ones are known beforehand. <em>Moving</em> ones have a query that reads
 * written dimensions and a key that does not, so that they are linear in the entries of the query token. A head with any other
 * is <em>free</em> and looks at all tokens.
 *
 * <p><b>Mean values.</b> Where the candidates' values are known beforehand an output is a smooth function of the entries x_e of
 * the query token, {@code z(x) = Σ_j p_j v_j} with {@code p = softmax(S + A x)}, and
 * {@code ∂z/∂x_e = Σ_j p_j (v_j − z) A_je}. By the mean value theorem z(x) lies in {@code z(x̄) + Σ_e G_e (X_e − x̄_e)} for any x̄
 * in the box X and intervals G_e that hold the derivative on all of X. The plain enclosure is intersected with this one, whose
 * width grows with that of x times the true sensitivity, and not with the number of terms.
 */
final class HeadPass {
    final AttentionHead head;
    final SparseRows wOByChannel;
    final SparseRows wV;
    private final SparseRows wQ;
    private final SparseRows wK;
    private final BitSet moving = new BitSet();
    private final boolean isFree;
    private final StillScores still;
    private final int tokens;
    private final boolean valuesMove;
    /** By dimension how much the moving parts of two scores can differ by an entry of size 1 in the query. */
    private final double[] reach;

    /** By key token, if the attention is by content. */
    private final List<Query.Terms> termsOf;

    /** Of heads whose values stay, by token. */
    private final Map<Integer, Interval[]> valuesOf = new HashMap<>();

    /** Of the layer at hand: what moves, by token. */
    private final Map<Integer, Interval[]> keysNow = new HashMap<>();

    private final Map<Integer, Interval[]> valuesNow = new HashMap<>();

    HeadPass(AttentionHead head, Stream stream) {
        this.head = head;
        this.tokens = stream.tokens;
        this.wOByChannel = new SparseRows(head.wO().transposed());
        this.wV = new SparseRows(head.wV());
        this.wQ = new SparseRows(head.wQ());
        this.wK = new SparseRows(head.wK());
        BitSet stillCoordinates = new BitSet();
        boolean free = false;
        for (int c = 0; c < head.keyDim(); c++) {
            if (!wQ.isZero(c) && !wK.isZero(c)) {
                free |= wK.meets(c, stream.written);
                (wQ.meets(c, stream.written) ? moving : stillCoordinates).set(c);
            }
        }
        this.isFree = free;
        this.still = new StillScores(head, stillCoordinates, stream.embedded);
        boolean move = false;
        for (int c = 0; c < wV.rows(); c++) {
            move |= wV.meets(c, stream.written);
        }
        this.valuesMove = move;
        this.termsOf = allTerms(stream);
        this.reach = reach();
    }

    /** The terms of every key, which read dimensions that stay as they are and so are the same in every layer. */
    private List<Query.Terms> allTerms(Stream stream) {
        List<Query.Terms> all = new ArrayList<>();
        for (int t = 0; t < tokens && !isFree && !moving.isEmpty(); t++) {
            all.add(terms(stream, t));
        }
        return all;
    }

    private double[] reach() {
        Interval[] range = new Interval[head.modelDim()];
        Arrays.fill(range, Interval.ZERO);
        for (Query.Terms terms : termsOf) {
            for (int i = 0; i < terms.dimensions().size(); i++) {
                range[terms.dimensions().get(i)] = range[terms.dimensions().get(i)].hull(
                        terms.coefficients().get(i));
            }
        }
        return Arrays.stream(range).mapToDouble(Interval::width).toArray();
    }

    /** Whether its attention is the same in every layer and run. */
    boolean isConstant() {
        return !isFree && moving.isEmpty();
    }

    /** Adds the tokens whose entries are read for those that are needed. */
    void require(BitSet needed) {
        if (isFree || valuesMove && !isConstant()) {
            needed.set(0, tokens);
        } else if (valuesMove) {
            BitSet asking = (BitSet) needed.clone();
            for (int t = asking.nextSetBit(0); t >= 0; t = asking.nextSetBit(t + 1)) {
                still.candidates(still.queryClass(t), 0).forEach(candidate -> needed.set(candidate.token()));
            }
        }
    }

    /** Adds what a head with constant attention does to the map of its layer. */
    void addTo(LinearMix.Builder mix, int token) {
        List<Candidate> candidates = still.candidates(still.queryClass(token), 0);
        Interval[] weights = Softmax.of(
                        candidates.stream().map(Candidate::score).toArray(Interval[]::new))
                .weights();
        for (int j = 0; j < weights.length; j++) {
            if (weights[j].hi() == 0) {
                continue;
            }
            for (int c = 0; c < wV.rows(); c++) {
                mix.add(token, candidates.get(j).token(), weights[j], wOByChannel, wV, c);
            }
        }
    }

    /** Looks at the stream before a layer, for {@link #attend}. */
    void look(Stream stream) {
        for (int t = 0; t < tokens; t++) {
            if (isFree) {
                keysNow.put(t, project(stream, t, wK));
            }
            if (valuesMove) {
                valuesNow.put(t, project(stream, t, wV));
            }
        }
    }

    /** The average of the values that a token attends to, by channel. */
    Interval[] attend(Stream stream, int token) {
        List<Candidate> candidates = still.candidates(still.queryClass(token), reachOf(stream, token));
        Query query = isFree ? freeQuery(stream, token, candidates) : query(stream, token, candidates);
        Interval[] averages = new Interval[wV.rows()];
        for (int c = 0; c < averages.length; c++) {
            Interval[] values = new Interval[query.keys()];
            boolean any = false;
            for (int j = 0; j < values.length; j++) {
                values[j] = values(stream, query.token(j))[c];
                any |= values[j].magnitude() > 0;
            }
            averages[c] = any ? query.average(values, !valuesMove) : Interval.ZERO;
        }
        return averages;
    }

    /** The values of a token by channel. */
    private Interval[] values(Stream stream, int token) {
        return valuesMove ? valuesNow.get(token) : valuesOf.computeIfAbsent(token, t -> project(stream, t, wV));
    }

    private static Interval[] project(Stream stream, int token, SparseRows weights) {
        Interval[] all = new Interval[weights.rows()];
        for (int row = 0; row < all.length; row++) {
            all[row] = project(stream, token, weights, row);
        }
        return all;
    }

    private double reachOf(Stream stream, int token) {
        if (isFree) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        for (int d = 0; d < reach.length; d++) {
            if (reach[d] > 0) {
                sum = Directed.addUp(
                        sum, Directed.multiplyUp(reach[d], stream.get(token, d).magnitude()));
            }
        }
        return sum;
    }

    private static Interval project(Stream stream, int token, SparseRows weights, int row) {
        Interval sum = Interval.ZERO;
        for (int i = weights.start[row]; i < weights.start[row + 1]; i++) {
            sum = sum.plus(stream.get(token, weights.column[i]).times(weights.value[i]));
        }
        return sum;
    }

    private Query query(Stream stream, int token, List<Candidate> candidates) {
        Map<Integer, Interval> entries = new HashMap<>();
        Query.Builder query = new Query.Builder();
        for (Candidate candidate : candidates) {
            Query.Terms terms = termsOf.get(candidate.token());
            Interval score = candidate.score();
            for (int i = 0; i < terms.dimensions().size(); i++) {
                Interval entry = entries.computeIfAbsent(terms.dimensions().get(i), d -> stream.get(token, d));
                score = score.plus(terms.coefficients().get(i).times(entry));
            }
            query.add(new Query.Key(candidate.token(), candidate.score(), score, terms));
        }
        return query.build(entries);
    }

    private Query.Terms terms(Stream stream, int key) {
        Map<Integer, Interval> terms = new LinkedHashMap<>();
        for (int c = moving.nextSetBit(0); c >= 0; c = moving.nextSetBit(c + 1)) {
            Interval k = project(stream, key, wK, c);
            for (int i = wQ.start[c]; i < wQ.start[c + 1] && k.magnitude() > 0; i++) {
                terms.merge(wQ.column[i], k.times(wQ.value[i]), Interval::plus);
            }
        }
        return new Query.Terms(List.copyOf(terms.keySet()), List.copyOf(terms.values()));
    }

    /** All that is known of the scores of a free head is where each of them lies. */
    private Query freeQuery(Stream stream, int token, List<Candidate> candidates) {
        Query.Builder query = new Query.Builder();
        Interval[] q = project(stream, token, wQ);
        for (Candidate candidate : candidates) {
            Interval[] k = keysNow.get(candidate.token());
            Interval score = Interval.ZERO;
            for (int c = 0; c < q.length; c++) {
                score = score.plus(q[c].times(k[c]));
            }
            query.add(new Query.Key(candidate.token(), score, score, Query.Terms.NONE));
        }
        return query.build(Map.of());
    }
}
