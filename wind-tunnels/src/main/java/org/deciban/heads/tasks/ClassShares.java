package org.deciban.heads.tasks;

import java.util.List;
import org.deciban.tunnels.TokenSequence;

/**
 * A global state: at every position from 1 on, which share each symbol has among the symbols of the same class in the whole sequence.
 * Symbol v is of class (v − 1) mod classes.
 */
public record ClassShares(List<String> symbols, int classes) implements HeadTask {
    /**
     * @throws IllegalArgumentException if there is no class, or one without symbols
     */
    public ClassShares {
        symbols = List.copyOf(symbols);
        if (classes < 1 || classes > symbols.size() - 1) {
            throw new IllegalArgumentException(
                    "there must be 1 … " + (symbols.size() - 1) + " classes of symbols, got " + classes);
        }
    }

    /** Symbols at random. */
    public static ClassShares of(int vocabulary, int classes) {
        return new ClassShares(Sequences.names(vocabulary), classes);
    }

    /** The class of a symbol other than the start. */
    public int classOf(int symbol) {
        return (symbol - 1) % classes;
    }

    @Override
    public double[][] expected(TokenSequence tokens, int[] positions) {
        int[][] counts = new int[classes][symbols.size()];
        for (int position = 1; position < tokens.length(); position++) {
            counts[classOf(tokens.symbol(position))][tokens.symbol(position)]++;
        }
        double[][] expected = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            expected[p] = Sequences.shares(counts[classOf(tokens.symbol(positions[p]))]);
        }
        return expected;
    }
}
