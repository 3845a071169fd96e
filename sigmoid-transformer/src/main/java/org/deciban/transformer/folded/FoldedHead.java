package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Matrix;

/** A head whose keys cannot change: for each query token that is asked about, the tokens that it can attend to. */
final class FoldedHead {
    /** exp of anything below is exactly 0.0 in float64, and the dense engine does not compute it. */
    static final double UNDERFLOW_GAP = 746;

    private final HeadScores scores;
    private final Matrix tokens;
    private final Keys keys;
    private final Projection stillQueries;
    private final Projection movingKeys;
    private final Projection values;
    private final Projection.Scratch queryScratch;
    private final Projection.Scratch movingScratch;
    private final Map<SparseVector, Integer> rowOf = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, Integer> rowOfToken = new HashMap<>();

    /** What heads with the same W_K share. */
    record Keys(Projection projection, KeyTree tree, Projection.Scratch scratch) {
        static Keys of(HeadScores scores, Matrix tokens) {
            AttentionHead head = scores.head();
            Projection still = new Projection(head.wK(), scores::isStill);
            return new Keys(
                    still, new KeyTree(new KeyGroups(still, head.keyDim(), tokens), head.keyDim()), still.scratch());
        }
    }

    /**
     * A row of the attention pattern that nothing can change.
     *
     * @param tokens the tokens attended to, ascending
     * @param weights their weights, none of them 0
     */
    record Row(int[] tokens, double[] weights) {
        /** Whether the whole weight lies on one token. */
        boolean isOn(int token) {
            return tokens.length == 1 && tokens[0] == token && weights[0] == 1;
        }
    }

    FoldedHead(HeadScores scores, Keys keys, Matrix tokens) {
        this.scores = scores;
        this.tokens = tokens;
        this.keys = keys;
        this.stillQueries = new Projection(scores.head().wQ(), scores::isStill);
        this.movingKeys = new Projection(scores.head().wK(), scores::isMoving);
        this.values = new Projection(scores.head().wV(), channel -> true);
        this.queryScratch = stillQueries.scratch();
        this.movingScratch = movingKeys.scratch();
    }

    HeadScores scores() {
        return scores;
    }

    AttentionHead head() {
        return scores.head();
    }

    /** The number of the constant row of a token; tokens with equal queries share it. */
    int row(int token) {
        return rowOfToken.computeIfAbsent(token, t -> {
            SparseVector query = stillQueries.of(tokens, t, queryScratch);
            return rowOf.computeIfAbsent(query, q -> {
                rows.add(evaluate(q));
                return rows.size() - 1;
            });
        });
    }

    Row rowAt(int number) {
        return rows.get(number);
    }

    /** Softmax over the candidates, in the order and with the exponential of the dense engine. */
    private Row evaluate(SparseVector query) {
        int[] candidates = keys.tree().within(query, UNDERFLOW_GAP + keys.tree().spread(query));
        double[] weights = new double[candidates.length];
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = query.dot(stillKey(candidates[i]));
            max = Math.max(max, weights[i]);
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double shifted = weights[i] - max;
            weights[i] = shifted < -UNDERFLOW_GAP ? 0 : StrictMath.exp(shifted);
            sum += weights[i];
        }
        int kept = 0;
        for (int i = 0; i < weights.length; i++) {
            double weight = weights[i] / sum;
            if (weight != 0) {
                candidates[kept] = candidates[i];
                weights[kept++] = weight;
            }
        }
        return new Row(Arrays.copyOf(candidates, kept), Arrays.copyOf(weights, kept));
    }

    /**
     * The tokens that a query can attend to if the moving part of its scores differs by at most {@code range} between keys: all
     * others have weight exactly 0.0.
     */
    int[] candidates(int token, double range) {
        SparseVector query = stillQuery(token);
        return keys.tree().within(query, UNDERFLOW_GAP + keys.tree().spread(query) + range);
    }

    /** The values of tokens, which cannot change where a head attends by content. */
    Projection values() {
        return values;
    }

    SparseVector stillQuery(int token) {
        return stillQueries.of(tokens, token, queryScratch);
    }

    SparseVector stillKey(int token) {
        return keys.projection().of(tokens, token, keys.scratch());
    }

    /** The key of a token on the coordinates whose queries move. */
    SparseVector movingKey(int token) {
        return movingKeys.of(tokens, token, movingScratch);
    }
}
