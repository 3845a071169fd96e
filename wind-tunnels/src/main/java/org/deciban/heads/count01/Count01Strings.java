package org.deciban.heads.count01;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;

/**
 * Count01 as it is learned: {@code ^ x_1 … x_n = a $ … $}, with a = 1 if more of the x are 1 than 0, and a = 0 otherwise, so at a tie.
 * The string has 1 … N symbols of 0, 1 and 2, every length as likely, every symbol as likely and on its own; what is left of N + 3
 * tokens is filled up with ends.
 *
 * <p>A model is asked three times: at x_n, where the string still goes on ({@code …}); at {@code =}, for the answer; and at the answer,
 * for the end. The answer is written in the symbols of the string: what follows a 0 or 1 cannot be told from it alone, only from
 * whether a separator came before.
 *
 * @param longest N, at least 1
 */
public record Count01Strings(int longest) implements AnalyticTask {
    /** The symbols 0, 1 and 2 stand for themselves. */
    static final int TWO = 2;
    /** The symbol that begins a sequence. */
    static final int START = 3;
    /** Between string and answer. */
    static final int SEPARATOR = 4;
    /** After the answer. */
    static final int END = 5;
    /** The outcomes 0 and 1 stand for themselves. */
    static final int ENDS = 2;
    /** The outcome that the string goes on. */
    static final int GOES_ON = 3;

    private static final List<String> SYMBOLS = List.of("0", "1", "2", "^", "=", "$");
    private static final List<String> OUTCOMES = List.of("0", "1", "$", "…");
    private static final int BESIDES = 3;

    /**
     * @throws IllegalArgumentException if a string could not have a symbol
     */
    public Count01Strings {
        if (longest < 1) {
            throw new IllegalArgumentException("strings of Count01 must have up to 1 or more symbols, got " + longest);
        }
    }

    @Override
    public String name() {
        return "count01";
    }

    @Override
    public List<String> inputs() {
        return SYMBOLS;
    }

    @Override
    public List<String> outcomes() {
        return OUTCOMES;
    }

    @Override
    public int maximumLength() {
        return longest + BESIDES;
    }

    @Override
    public boolean isCausal() {
        return true;
    }

    /** Of an answer of two. */
    @Override
    public double log2Hypotheses() {
        return 1;
    }

    @Override
    public LabelledSequence draw(RandomGenerator random) {
        int length = 1 + random.nextInt(longest);
        return of(random.ints(length, 0, TWO + 1).toArray());
    }

    /**
     * A string, with its answer and what fills it up.
     *
     * @param string symbols 0, 1 and 2, from 1 to N of them
     * @throws IllegalArgumentException if there is another symbol, or another number of them
     */
    public LabelledSequence of(int... string) {
        if (string.length < 1
                || string.length > longest
                || Arrays.stream(string).anyMatch(x -> x < 0 || x > TWO)) {
            throw new IllegalArgumentException("a string of Count01 must have 1 … " + longest
                    + " symbols of 0, 1 and 2, got " + Arrays.toString(string));
        }
        int[] symbols = new int[maximumLength()];
        Arrays.fill(symbols, END);
        symbols[0] = START;
        System.arraycopy(string, 0, symbols, 1, string.length);
        int separator = string.length + 1;
        int answer = balance(string) > 0 ? 1 : 0;
        symbols[separator] = SEPARATOR;
        symbols[separator + 1] = answer;
        return new LabelledSequence(
                TokenSequence.ofSymbols(symbols, SYMBOLS.size()),
                new int[] {separator - 1, separator, separator + 1},
                new int[] {GOES_ON, answer, ENDS});
    }

    /** How many more 1s there are than 0s. */
    static int balance(int... string) {
        int balance = 0;
        for (int symbol : string) {
            balance += symbol == 1 ? 1 : 0;
            balance -= symbol == 0 ? 1 : 0;
        }
        return balance;
    }

    /**
     * Where the separator stands.
     *
     * @throws IllegalArgumentException if there is none
     */
    static int separator(TokenSequence tokens) {
        for (int position = 0; position < tokens.length(); position++) {
            if (tokens.symbol(position) == SEPARATOR) {
                return position;
            }
        }
        throw new IllegalArgumentException("the sequence has no separator '='");
    }

    /** Certain, everywhere. */
    @Override
    public double[][] posterior(TokenSequence tokens, int[] positions) {
        int separator = separator(tokens);
        int[] string = Arrays.copyOfRange(tokens.symbols(), 1, separator);
        double[][] posterior = new double[positions.length][OUTCOMES.size()];
        for (int p = 0; p < positions.length; p++) {
            int outcome = ENDS;
            if (positions[p] <= separator) {
                outcome = positions[p] < separator ? GOES_ON : balance(string) > 0 ? 1 : 0;
            }
            posterior[p][outcome] = 1;
        }
        return posterior;
    }
}
