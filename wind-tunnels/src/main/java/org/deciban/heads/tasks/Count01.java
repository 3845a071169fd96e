package org.deciban.heads.tasks;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deciban.tunnels.TokenSequence;

/**
 * Count01: {@code ^ x_1 … x_L = a}, with x of 0, 1 and 2. At the separator: do 1s outnumber 0s? a is {@code Y} or {@code N}, and 2 is
 * noise. At the answer comes the end. At a tie 1s do not outnumber 0s: {@code N}.
 *
 * <p>Answers have symbols of their own, so that they are not counted.
 */
public final class Count01 implements HeadTask {
    /** The symbol 0; the symbols 1 and 2 are the two after it. */
    public static final int ZERO = 1;
    /** The symbol 1. */
    public static final int ONE = 2;
    /** The symbol 2. */
    public static final int TWO = 3;
    /** Between the string and the answer. */
    public static final int SEPARATOR = 4;
    /** The answer that 1s outnumber 0s. */
    public static final int MORE = 5;
    /** The answer that they do not. */
    public static final int NOT_MORE = 6;
    /** What comes after the answer. */
    public static final int END = 7;

    private static final List<String> SYMBOLS = List.of("^", "0", "1", "2", "=", "Y", "N", "$");
    private static final int BESIDES = 3;

    @Override
    public List<String> symbols() {
        return SYMBOLS;
    }

    @Override
    public int minimumLength() {
        return BESIDES;
    }

    /** A string of which every symbol is as likely, and its answer. */
    @Override
    public TokenSequence draw(RandomGenerator random, int length) {
        int symbols = HeadTask.requireLength(length, minimumLength()) - BESIDES;
        return answered(random.ints(symbols, 0, 3).toArray());
    }

    /** The string up to the separator, at which the answer is asked. */
    public TokenSequence question(int[] string) {
        return answered(string).prefix(string.length + 2);
    }

    /** The string and its answer. */
    public TokenSequence answered(int[] string) {
        int[] symbols = new int[string.length + BESIDES];
        int balance = 0;
        for (int t = 0; t < string.length; t++) {
            symbols[1 + t] = ZERO + string[t];
            balance += string[t] < 2 ? 2 * string[t] - 1 : 0;
        }
        symbols[string.length + 1] = SEPARATOR;
        symbols[string.length + 2] = balance > 0 ? MORE : NOT_MORE;
        return TokenSequence.ofSymbols(symbols, SYMBOLS.size());
    }

    /** From the separator on. */
    @Override
    public int[] positions(TokenSequence tokens) {
        return IntStream.range(0, tokens.length())
                .filter(position -> tokens.symbol(position) >= SEPARATOR && tokens.symbol(position) < END)
                .toArray();
    }

    @Override
    public double[][] expected(TokenSequence tokens, int[] positions) {
        double[][] expected = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            int outcome = END;
            if (tokens.symbol(positions[p]) == SEPARATOR) {
                outcome = count(tokens, ONE) > count(tokens, ZERO) ? MORE : NOT_MORE;
            }
            expected[p] = Sequences.certain(outcome, SYMBOLS.size());
        }
        return expected;
    }

    /** How often a symbol stands in a sequence. */
    public static int count(TokenSequence tokens, int symbol) {
        return (int) IntStream.of(tokens.symbols()).filter(x -> x == symbol).count();
    }
}
