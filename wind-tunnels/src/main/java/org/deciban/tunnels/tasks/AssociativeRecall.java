package org.deciban.tunnels.tasks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;

/**
 * Pairs of a key and a value with filler between them, then keys that came before: the model is asked for their values.
 *
 * <p>Keys are different in a sequence, values are drawn one by one. The posterior is certain. A key has V possible values, so that
 * n pairs make V^n hypotheses.
 */
public final class AssociativeRecall implements AnalyticTask {
    private static final int FILLER = 0;

    private final int vocabulary;
    private final int pairs;
    private final int queries;
    private final int filler;

    /**
     * @param vocabulary V, the number of keys and of values
     * @param pairs pairs in a sequence, at most V
     * @param queries keys asked for, at most {@code pairs}
     * @param filler filler tokens, spread at random between the pairs and between the queries, at least 0
     * @throws IllegalArgumentException if a bound does not hold
     */
    public AssociativeRecall(int vocabulary, int pairs, int queries, int filler) {
        if (vocabulary < 2 || pairs < 1 || pairs > vocabulary || queries < 1 || queries > pairs || filler < 0) {
            throw new IllegalArgumentException(
                    "recall must have 2 ≤ vocabulary, 1 ≤ queries ≤ pairs ≤ vocabulary and 0 ≤ filler, got "
                            + vocabulary + ", " + queries + ", " + pairs + " and " + filler);
        }
        this.vocabulary = vocabulary;
        this.pairs = pairs;
        this.queries = queries;
        this.filler = filler;
    }

    /** 64 pairs, 3 queries and 64 filler tokens: 195 tokens. */
    public static AssociativeRecall standard() {
        return new AssociativeRecall(64, 64, 3, 64);
    }

    /** V, the number of keys and of values. */
    public int vocabulary() {
        return vocabulary;
    }

    /** Pairs in a sequence. */
    public int pairs() {
        return pairs;
    }

    /** Keys asked for. */
    public int queries() {
        return queries;
    }

    /** Filler tokens. */
    public int filler() {
        return filler;
    }

    @Override
    public String name() {
        return "recall";
    }

    /** The filler, the keys {@code k0 …}, then the values {@code v0 …}. */
    @Override
    public List<String> inputs() {
        List<String> names = new ArrayList<>();
        names.add("-");
        for (int key = 0; key < vocabulary; key++) {
            names.add("k" + key);
        }
        names.addAll(outcomes());
        return List.copyOf(names);
    }

    @Override
    public List<String> outcomes() {
        List<String> names = new ArrayList<>();
        for (int value = 0; value < vocabulary; value++) {
            names.add("v" + value);
        }
        return List.copyOf(names);
    }

    @Override
    public int maximumLength() {
        return 2 * pairs + queries + filler;
    }

    @Override
    public boolean isCausal() {
        return true;
    }

    /** log2 V^pairs. */
    @Override
    public double log2Hypotheses() {
        return pairs * Math.log(vocabulary) / Math.log(2);
    }

    /** The symbol of a key. */
    private static int keySymbol(int key) {
        return 1 + key;
    }

    private int valueSymbol(int value) {
        return 1 + vocabulary + value;
    }

    @Override
    public LabelledSequence draw(RandomGenerator random) {
        int[] keys = Arrays.copyOf(RandomOrder.draw(vocabulary, random), pairs);
        int[] values = new int[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            values[pair] = random.nextInt(vocabulary);
        }
        int[] asked = Arrays.copyOf(RandomOrder.draw(pairs, random), queries);
        // Filler stands before a pair or a query, drawn among these; the last token is a query.
        int[] fillerBefore = new int[pairs + queries];
        for (int i = 0; i < filler; i++) {
            fillerBefore[random.nextInt(pairs + queries)]++;
        }
        int[] tokens = new int[maximumLength()];
        int[] positions = new int[queries];
        int[] labels = new int[queries];
        int next = 0;
        for (int item = 0; item < pairs + queries; item++) {
            // The array is filled with filler already.
            next += fillerBefore[item];
            if (item < pairs) {
                tokens[next++] = keySymbol(keys[item]);
                tokens[next++] = valueSymbol(values[item]);
            } else {
                int query = item - pairs;
                positions[query] = next;
                labels[query] = values[asked[query]];
                tokens[next++] = keySymbol(keys[asked[query]]);
            }
        }
        return new LabelledSequence(TokenSequence.ofSymbols(tokens, inputs().size()), positions, labels);
    }

    @Override
    public double[][] posterior(TokenSequence tokens, int[] positions) {
        double[][] posterior = new double[positions.length][vocabulary];
        for (int p = 0; p < positions.length; p++) {
            posterior[p][recall(tokens, positions[p])] = 1;
        }
        return posterior;
    }

    private int recall(TokenSequence tokens, int asked) {
        int key = tokens.symbol(asked);
        if (key == FILLER || key > vocabulary) {
            throw new IllegalArgumentException("a key must stand at position " + asked + ", got " + inputs().get(key));
        }
        for (int position = 0; position + 1 < asked; position++) {
            int value = tokens.symbol(position + 1) - 1 - vocabulary;
            if (tokens.symbol(position) == key && value >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                "no value was given before for the key " + inputs().get(key) + " at position " + asked);
    }
}
