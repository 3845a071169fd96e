package org.deciban.heads.tasks;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deciban.tunnels.TokenSequence;

/**
 * Parity by chain of thought: {@code ^ x_1 … x_L = s_1 … s_L}, with s_t the parity of x_1 … x_t. From the separator on each token is
 * asked for the next; after s_L comes the end.
 */
public final class Parity implements HeadTask {
    /** The bit 0; the bit 1 is the symbol after it. */
    public static final int ZERO = 1;
    /** The bit 1. */
    public static final int ONE = 2;
    /** Between the bits and the states. */
    public static final int SEPARATOR = 3;
    /** What comes after the last state. */
    public static final int END = 4;

    private static final List<String> SYMBOLS = List.of("^", "0", "1", "=", "$");

    @Override
    public List<String> symbols() {
        return SYMBOLS;
    }

    @Override
    public int minimumLength() {
        return 4;
    }

    /** Of 2L + 2 tokens: an odd length draws one less. */
    @Override
    public TokenSequence draw(RandomGenerator random, int length) {
        int bits = HeadTask.requireLength(length, minimumLength()) / 2 - 1;
        return thought(random.ints(bits, 0, 2).toArray());
    }

    /** The bits, and the states that follow. */
    public TokenSequence thought(int[] bits) {
        int[] symbols = new int[2 * bits.length + 2];
        System.arraycopy(question(bits).symbols(), 0, symbols, 0, bits.length + 2);
        int state = 0;
        for (int t = 0; t < bits.length; t++) {
            state = (state + bits[t]) % 2;
            symbols[bits.length + 2 + t] = ZERO + state;
        }
        return TokenSequence.ofSymbols(symbols, SYMBOLS.size());
    }

    /** The bits up to the separator, from which the states are to be generated. */
    public TokenSequence question(int[] bits) {
        int[] symbols = new int[bits.length + 2];
        for (int t = 0; t < bits.length; t++) {
            symbols[1 + t] = ZERO + bits[t];
        }
        symbols[bits.length + 1] = SEPARATOR;
        return TokenSequence.ofSymbols(symbols, SYMBOLS.size());
    }

    /**
     * Where the separator stands.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static int separator(TokenSequence tokens) {
        return IntStream.range(0, tokens.length())
                .filter(position -> tokens.symbol(position) == SEPARATOR)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the sequence has no separator '='"));
    }

    @Override
    public int[] positions(TokenSequence tokens) {
        return IntStream.range(separator(tokens), tokens.length()).toArray();
    }

    @Override
    public double[][] expected(TokenSequence tokens, int[] positions) {
        int separator = separator(tokens);
        double[][] expected = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            int read = positions[p] - separator + 1;
            int next = END;
            if (read < separator) {
                int ones = 0;
                for (int t = 1; t <= read; t++) {
                    ones += tokens.symbol(t) == ONE ? 1 : 0;
                }
                next = ZERO + ones % 2;
            }
            expected[p] = Sequences.certain(next, SYMBOLS.size());
        }
        return expected;
    }
}
