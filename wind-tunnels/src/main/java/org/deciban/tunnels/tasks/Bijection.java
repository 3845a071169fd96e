package org.deciban.tunnels.tasks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;

/**
 * A secret bijection from V keys to V values, shown pair by pair: {@code k1 v1 k2 v2 … k_n}. At each key the model is asked for
 * the value, which stands at the next position.
 *
 * <p>The posterior is uniform on the values not yet seen, of entropy log2(V − s) bits after s different pairs; where the key came
 * before, it is certain. Keys and values are different symbols. There are V! hypotheses.
 *
 * <p>Task of arXiv:2512.22471, there with V = 20 and 19 keys, none of which comes twice.
 */
public final class Bijection implements AnalyticTask {
    private final int values;
    private final int pairs;
    private final double repeats;

    /**
     * @param values V, at least 2
     * @param pairs the number of keys in a sequence, the last one without its value: 2·pairs − 1 tokens
     * @param repeats the probability that a key, other than the first, is one that came before
     * @throws IllegalArgumentException if {@code pairs} is less than 1, or more than V without repeats; or a bound does not hold
     */
    public Bijection(int values, int pairs, double repeats) {
        if (values < 2) {
            throw new IllegalArgumentException("a bijection must have at least 2 values, got " + values);
        }
        if (!(repeats >= 0 && repeats <= 1)) {
            throw new IllegalArgumentException("the probability of a repeat must be in [0, 1], got " + repeats);
        }
        if (pairs < 1 || repeats == 0 && pairs > values) {
            throw new IllegalArgumentException(
                    "a sequence without repeats must have 1 … " + values + " pairs, got " + pairs);
        }
        this.values = values;
        this.pairs = pairs;
        this.repeats = repeats;
    }

    /** The published size: 20 values, 19 keys, no repeats, 37 tokens. */
    public static Bijection published() {
        return new Bijection(20, 19, 0);
    }

    /** V, the number of keys and of values. */
    public int values() {
        return values;
    }

    /** The number of keys in a sequence. */
    public int pairs() {
        return pairs;
    }

    @Override
    public String name() {
        return "bijection";
    }

    /** The keys {@code k0 …}, then the values {@code v0 …}. */
    @Override
    public List<String> inputs() {
        List<String> names = new ArrayList<>();
        for (int key = 0; key < values; key++) {
            names.add("k" + key);
        }
        names.addAll(outcomes());
        return List.copyOf(names);
    }

    @Override
    public List<String> outcomes() {
        List<String> names = new ArrayList<>();
        for (int value = 0; value < values; value++) {
            names.add("v" + value);
        }
        return List.copyOf(names);
    }

    @Override
    public int maximumLength() {
        return 2 * pairs - 1;
    }

    @Override
    public boolean isCausal() {
        return true;
    }

    /** log2 V!. */
    @Override
    public double log2Hypotheses() {
        double sum = 0;
        for (int i = 2; i <= values; i++) {
            sum += Math.log(i) / Math.log(2);
        }
        return sum;
    }

    @Override
    public LabelledSequence draw(RandomGenerator random) {
        int[] keys = RandomOrder.draw(values, random);
        int[] valueOf = RandomOrder.draw(values, random);
        int[] tokens = new int[maximumLength()];
        int[] positions = new int[pairs];
        int[] labels = new int[pairs];
        int shown = 0;
        for (int pair = 0; pair < pairs; pair++) {
            boolean again = shown > 0 && (shown == values || random.nextDouble() < repeats);
            int key = again ? keys[random.nextInt(shown)] : keys[shown++];
            tokens[2 * pair] = key;
            positions[pair] = 2 * pair;
            labels[pair] = valueOf[key];
            if (pair < pairs - 1) {
                tokens[2 * pair + 1] = values + valueOf[key];
            }
        }
        return new LabelledSequence(TokenSequence.ofSymbols(tokens, 2 * values), positions, labels);
    }

    @Override
    public double[][] posterior(TokenSequence tokens, int[] positions) {
        double[][] posterior = new double[positions.length][values];
        for (int p = 0; p < positions.length; p++) {
            requireKey(tokens, positions[p]);
            int key = tokens.symbol(positions[p]);
            boolean[] seen = new boolean[values];
            int free = values;
            int known = -1;
            for (int position = 0; position + 1 < positions[p]; position += 2) {
                requireKey(tokens, position);
                int value = tokens.symbol(position + 1) - values;
                if (value < 0) {
                    throw new IllegalArgumentException("a value must stand at position " + (position + 1) + ", got "
                            + inputs().get(tokens.symbol(position + 1)));
                }
                known = tokens.symbol(position) == key ? value : known;
                free -= seen[value] ? 0 : 1;
                seen[value] = true;
            }
            if (known >= 0) {
                posterior[p][known] = 1;
            } else if (free == 0) {
                throw new IllegalArgumentException(
                        "the key at position " + positions[p] + " is new, and no value is left for it");
            } else {
                Arrays.setAll(posterior[p], freeOrNot(seen, free));
            }
        }
        return posterior;
    }

    private static IntToDoubleFunction freeOrNot(boolean[] seen, int free) {
        return value -> seen[value] ? 0 : 1.0 / free;
    }

    private void requireKey(TokenSequence tokens, int position) {
        if (position % 2 != 0 || tokens.symbol(position) >= values) {
            throw new IllegalArgumentException("keys stand at even positions; position " + position + " holds "
                    + inputs().get(tokens.symbol(position)));
        }
    }
}
