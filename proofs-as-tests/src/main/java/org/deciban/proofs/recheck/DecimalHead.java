package org.deciban.proofs.recheck;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.proofs.recheck.Decimals.Range;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Matrix;

/**
 * The attention pattern of a head in decimals.
 *
 * <p>On coordinates that read nothing that is written, scores are sums of products of doubles, which decimals hold exactly. If
 * the others have keys that read nothing written, they are linear in the entries of the query token, and differ between two keys by
 * at most what the largest and the least coefficients allow. Keys that this rules out are not looked at.
 */
final class DecimalHead {
    private static final BigDecimal GAP = BigDecimal.valueOf(746);

    private final AttentionHead head;
    private final Matrix tokens;
    private final boolean[] written;
    private final Decimals decimals;
    private final List<Integer> fixed = new ArrayList<>();
    private final List<Integer> moving = new ArrayList<>();
    private boolean keysMove;
    /** Tokens with equal keys on the fixed coordinates. */
    private final Map<Map<Integer, BigDecimal>, List<Integer>> byKey = new LinkedHashMap<>();
    /** By token, the coefficients of the query's entries in the score of that key. */
    private final List<Map<Integer, BigDecimal>> coefficients = new ArrayList<>();

    private final Map<Integer, BigDecimal> reach = new HashMap<>();
    private final Map<Integer, List<Fixed>> fixedScores = new HashMap<>();
    private final Map<Integer, Map<Integer, Range>> constantPatterns = new HashMap<>();

    /** The score of a key. */
    record Score(int key, Range score) {}

    /** The fixed part of the score of some keys. */
    private record Fixed(BigDecimal score, List<Integer> keys) {}

    /** Reads an entry of the stream. */
    interface Entry {
        Range of(int token, int dimension);
    }

    DecimalHead(AttentionHead head, Matrix tokens, boolean[] written, Decimals decimals) {
        this.head = head;
        this.tokens = tokens;
        this.written = written;
        this.decimals = decimals;
        for (int c = 0; c < head.keyDim(); c++) {
            keysMove |= reads(head.wK(), c) && !isZero(head.wQ(), c);
            if (!isZero(head.wQ(), c) && !isZero(head.wK(), c)) {
                (reads(head.wQ(), c) ? moving : fixed).add(c);
            }
        }
        for (int t = 0; t < tokens.rows() && !keysMove; t++) {
            byKey.computeIfAbsent(project(head.wK(), fixed, t), k -> new ArrayList<>())
                    .add(t);
            coefficients.add(coefficients(t));
        }
        measureReach();
    }

    private boolean reads(Matrix weights, int row) {
        boolean[] found = {false};
        weights.forEachInRow(row, (d, weight) -> found[0] |= written[d]);
        return found[0];
    }

    private static boolean isZero(Matrix weights, int row) {
        boolean[] found = {false};
        weights.forEachInRow(row, (d, weight) -> found[0] = true);
        return !found[0];
    }

    /** The exact entries of a projection of an embedded token that are not zero. */
    private Map<Integer, BigDecimal> project(Matrix weights, List<Integer> coordinates, int token) {
        Map<Integer, BigDecimal> vector = new LinkedHashMap<>();
        for (int c : coordinates) {
            BigDecimal[] sum = {BigDecimal.ZERO};
            weights.forEachInRow(c, (d, weight) -> {
                double value = tokens.get(token, d);
                if (value != 0) {
                    sum[0] = sum[0].add(new BigDecimal(weight).multiply(new BigDecimal(value)));
                }
            });
            if (sum[0].signum() != 0) {
                vector.put(c, sum[0].stripTrailingZeros());
            }
        }
        return vector;
    }

    private Map<Integer, BigDecimal> coefficients(int key) {
        Map<Integer, BigDecimal> terms = new LinkedHashMap<>();
        project(head.wK(), moving, key)
                .forEach((c, k) -> head.wQ()
                        .forEachInRow(
                                c, (d, weight) -> terms.merge(d, k.multiply(new BigDecimal(weight)), BigDecimal::add)));
        return terms;
    }

    private void measureReach() {
        Map<Integer, BigDecimal> least = new HashMap<>();
        Map<Integer, BigDecimal> most = new HashMap<>();
        for (Map<Integer, BigDecimal> ofKey : coefficients) {
            ofKey.forEach((d, a) -> {
                least.merge(d, a.min(BigDecimal.ZERO), BigDecimal::min);
                most.merge(d, a.max(BigDecimal.ZERO), BigDecimal::max);
            });
        }
        most.forEach((d, a) -> reach.put(d, a.subtract(least.get(d))));
    }

    /** By key its weight; keys of weight 0 are left out. */
    Map<Integer, Range> pattern(int token, Entry entry) {
        if (keysMove) {
            return softmax(freeScores(token, entry), decimals);
        }
        if (moving.isEmpty()) {
            return constantPatterns.computeIfAbsent(token, t -> softmax(scores(t, entry), decimals));
        }
        return softmax(scores(token, entry), decimals);
    }

    private List<Score> scores(int token, Entry entry) {
        Map<Integer, Range> entries = new HashMap<>();
        BigDecimal spread = BigDecimal.ZERO;
        for (Map.Entry<Integer, BigDecimal> dimension : reach.entrySet()) {
            Range value = entry.of(token, dimension.getKey());
            entries.put(dimension.getKey(), value);
            spread = spread.add(value.size().multiply(dimension.getValue(), decimals.up()), decimals.up());
        }
        List<Fixed> sorted = fixedScores.computeIfAbsent(token, this::fixedScores);
        BigDecimal least = sorted.get(0).score.subtract(spread).subtract(GAP);
        List<Score> scores = new ArrayList<>();
        for (Fixed part : sorted) {
            if (part.score.compareTo(least) < 0) {
                break;
            }
            for (int key : part.keys) {
                Range[] score = {Range.of(part.score)};
                coefficients
                        .get(key)
                        .forEach((d, a) -> score[0] = decimals.add(score[0], decimals.multiply(entries.get(d), a)));
                scores.add(new Score(key, score[0]));
            }
        }
        return scores;
    }

    private List<Fixed> fixedScores(int token) {
        Map<Integer, BigDecimal> query = project(head.wQ(), fixed, token);
        List<Fixed> scores = new ArrayList<>();
        byKey.forEach((key, keys) -> {
            BigDecimal score = BigDecimal.ZERO;
            for (Map.Entry<Integer, BigDecimal> coordinate : query.entrySet()) {
                BigDecimal k = key.get(coordinate.getKey());
                score = k == null ? score : score.add(k.multiply(coordinate.getValue()));
            }
            scores.add(new Fixed(score, keys));
        });
        scores.sort(Comparator.comparing(Fixed::score).reversed());
        return scores;
    }

    private List<Score> freeScores(int token, Entry entry) {
        Range[] query = new Range[head.keyDim()];
        for (int c = 0; c < query.length; c++) {
            query[c] = project(head.wQ(), c, token, entry);
        }
        List<Score> scores = new ArrayList<>();
        for (int key = 0; key < tokens.rows(); key++) {
            Range score = Range.ZERO;
            for (int c = 0; c < query.length; c++) {
                score = decimals.add(score, decimals.multiply(query[c], project(head.wK(), c, key, entry)));
            }
            scores.add(new Score(key, score));
        }
        return scores;
    }

    private Range project(Matrix weights, int row, int token, Entry entry) {
        Range[] sum = {Range.ZERO};
        weights.forEachInRow(
                row,
                (d, weight) ->
                        sum[0] = decimals.add(sum[0], decimals.multiply(entry.of(token, d), new BigDecimal(weight))));
        return sum[0];
    }

    /** Softmax; of a score that may or may not be cut, the exponential may be 0. */
    static Map<Integer, Range> softmax(List<Score> scores, Decimals decimals) {
        BigDecimal most = scores.get(0).score.hi();
        BigDecimal least = scores.get(0).score.lo();
        for (Score score : scores) {
            most = most.max(score.score.hi());
            least = least.max(score.score.lo());
        }
        Map<Integer, Range> exponentials = new LinkedHashMap<>();
        for (Score score : scores) {
            if (score.score.hi().compareTo(least.subtract(GAP)) >= 0) {
                Range e = decimals.exp(decimals.subtract(score.score, Range.of(most)));
                boolean kept = score.score.lo().compareTo(most.subtract(GAP)) >= 0;
                exponentials.put(score.key, kept ? e : new Range(BigDecimal.ZERO, e.hi()));
            }
        }
        return shares(exponentials, decimals);
    }

    private static Map<Integer, Range> shares(Map<Integer, Range> exponentials, Decimals decimals) {
        List<Integer> keys = List.copyOf(exponentials.keySet());
        Range[] after = new Range[keys.size() + 1];
        after[keys.size()] = Range.ZERO;
        for (int i = keys.size() - 1; i >= 0; i--) {
            after[i] = decimals.add(after[i + 1], exponentials.get(keys.get(i)));
        }
        Map<Integer, Range> shares = new LinkedHashMap<>();
        Range before = Range.ZERO;
        for (int i = 0; i < keys.size(); i++) {
            Range own = exponentials.get(keys.get(i));
            Range others = decimals.add(before, after[i + 1]);
            shares.put(keys.get(i), keys.size() == 1 ? Range.ONE : decimals.share(own, others));
            before = decimals.add(before, own);
        }
        return shares;
    }
}
