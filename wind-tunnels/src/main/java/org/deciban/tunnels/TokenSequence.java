package org.deciban.tunnels;

import java.util.Arrays;

/**
 * What a model is given: a row of numbers for each token, one-hot where the task has a vocabulary.
 *
 * <p>Immutable.
 */
public final class TokenSequence {
    private static final int[] NO_SYMBOLS = {};

    private final int width;
    /** Empty unless the tokens are symbols. */
    private final int[] symbols;
    /** Empty if they are, else shape {@code [tokens, width]}. */
    private final double[][] features;

    private TokenSequence(int width, int[] symbols, double[][] features) {
        this.width = width;
        this.symbols = symbols;
        this.features = features;
    }

    /**
     * Symbols of a vocabulary.
     *
     * @param symbols indices in {@code 0 … vocabulary − 1}, at least one
     * @throws IllegalArgumentException naming the position of a symbol outside the vocabulary
     */
    public static TokenSequence ofSymbols(int[] symbols, int vocabulary) {
        requireTokens(symbols.length);
        for (int position = 0; position < symbols.length; position++) {
            if (symbols[position] < 0 || symbols[position] >= vocabulary) {
                throw new IllegalArgumentException("the symbol at position " + position + " must be in 0 … "
                        + (vocabulary - 1) + ", got " + symbols[position]);
            }
        }
        return new TokenSequence(vocabulary, symbols.clone(), new double[0][]);
    }

    /**
     * Tokens that hold real numbers.
     *
     * @param features shape {@code [tokens ≥ 1, width ≥ 1]}, finite
     * @throws IllegalArgumentException naming the position of a row of another width, or of a number that is not finite
     */
    public static TokenSequence ofFeatures(double[][] features) {
        requireTokens(features.length);
        int width = features[0].length;
        double[][] rows = new double[features.length][];
        for (int position = 0; position < features.length; position++) {
            rows[position] = features[position].clone();
            if (width == 0
                    || rows[position].length != width
                    || !Arrays.stream(rows[position]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("the token at position " + position + " must have "
                        + Math.max(1, width) + " finite features, got " + Arrays.toString(rows[position]));
            }
        }
        return new TokenSequence(width, NO_SYMBOLS, rows);
    }

    private static void requireTokens(int tokens) {
        if (tokens == 0) {
            throw new IllegalArgumentException("a sequence must have at least one token");
        }
    }

    /** The number of tokens. */
    public int length() {
        return isSymbolic() ? symbols.length : features.length;
    }

    /** The length of a row: the size of the vocabulary, or the number of features. */
    public int width() {
        return width;
    }

    /** Whether the tokens are symbols of a vocabulary. */
    public boolean isSymbolic() {
        return symbols.length > 0;
    }

    /**
     * The symbol at a position.
     *
     * @throws IllegalStateException if the tokens hold features
     */
    public int symbol(int position) {
        if (!isSymbolic()) {
            throw new IllegalStateException("the tokens hold features, not symbols");
        }
        return symbols[position];
    }

    /** The symbols in order; empty if the tokens hold features. */
    public int[] symbols() {
        return symbols.clone();
    }

    /** The row at a position, shape {@code [width]}. */
    public double[] row(int position) {
        if (!isSymbolic()) {
            return features[position].clone();
        }
        double[] row = new double[width];
        row[symbols[position]] = 1;
        return row;
    }

    /**
     * The first tokens.
     *
     * @throws IllegalArgumentException unless {@code 1 ≤ tokens ≤ length()}
     */
    public TokenSequence prefix(int tokens) {
        if (tokens < 1 || tokens > length()) {
            throw new IllegalArgumentException("a prefix must have 1 … " + length() + " tokens, got " + tokens);
        }
        return isSymbolic()
                ? new TokenSequence(width, Arrays.copyOf(symbols, tokens), features)
                : new TokenSequence(width, symbols, Arrays.copyOf(features, tokens));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSequence that
                && width == that.width
                && Arrays.equals(symbols, that.symbols)
                && Arrays.deepEquals(features, that.features);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(symbols) + Arrays.deepHashCode(features);
    }

    @Override
    public String toString() {
        return isSymbolic() ? Arrays.toString(symbols) : Arrays.deepToString(features);
    }
}
