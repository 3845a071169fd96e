package org.deciban.heads.tasks;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deciban.tunnels.TokenSequence;

/**
 * [A][B] … [A] → [B]: at every position from 1 on, what followed earlier symbols of the same class, each time alike; where there
 * were none, all outcomes alike. With every symbol in a class of its own this is plain induction.
 */
public final class Induction implements HeadTask {
    private final List<String> symbols;
    /** Of the symbols from 1 on. */
    private final List<Integer> classes;

    private Induction(List<String> symbols, List<Integer> classes) {
        this.symbols = symbols;
        this.classes = classes;
    }

    /** Every symbol in a class of its own. */
    public static Induction plain(int vocabulary) {
        return fuzzy(vocabulary, vocabulary - 1);
    }

    /**
     * Symbol v in class (v − 1) mod classes.
     *
     * @throws IllegalArgumentException if there is no class, or one without symbols
     */
    public static Induction fuzzy(int vocabulary, int classes) {
        if (classes < 1 || classes > vocabulary - 1) {
            throw new IllegalArgumentException(
                    "there must be 1 … " + (vocabulary - 1) + " classes of symbols, got " + classes);
        }
        return new Induction(
                Sequences.names(vocabulary),
                IntStream.range(0, vocabulary - 1)
                        .map(symbol -> symbol % classes)
                        .boxed()
                        .toList());
    }

    /** The class of a symbol, or −1 for the start. */
    public int classOf(int symbol) {
        return symbol == START ? -1 : classes.get(symbol - 1);
    }

    /** The number of classes. */
    public int classCount() {
        return 1 + classes.stream().mapToInt(Integer::intValue).max().orElse(-1);
    }

    @Override
    public List<String> symbols() {
        return symbols;
    }

    /**
     * The sequence on which prefix matching is measured: the start, then different symbols at random, then the same again.
     *
     * @throws IllegalArgumentException if there are fewer symbols than the period takes
     */
    public TokenSequence drawRepeated(RandomGenerator random, int period) {
        if (period < 1 || period > symbols.size() - 1) {
            throw new IllegalArgumentException(
                    "a period of different symbols must have 1 … " + (symbols.size() - 1) + " of them, got " + period);
        }
        int[] order = IntStream.range(1, symbols.size()).toArray();
        int[] repeated = new int[2 * period + 1];
        for (int i = 0; i < period; i++) {
            int j = i + random.nextInt(order.length - i);
            int drawn = order[j];
            order[j] = order[i];
            order[i] = drawn;
            repeated[1 + i] = drawn;
            repeated[1 + period + i] = drawn;
        }
        return TokenSequence.ofSymbols(repeated, symbols.size());
    }

    @Override
    public double[][] expected(TokenSequence tokens, int[] positions) {
        int[][] followers = new int[classCount()][symbols.size()];
        double[][] expected = new double[positions.length][];
        int next = 0;
        for (int position = 1; position < tokens.length() && next < positions.length; position++) {
            int before = classOf(tokens.symbol(position - 1));
            if (before >= 0) {
                followers[before][tokens.symbol(position)]++;
            }
            if (positions[next] == position) {
                expected[next++] = Sequences.shares(followers[classOf(tokens.symbol(position))]);
            }
        }
        return expected;
    }
}
