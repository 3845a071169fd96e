package org.deciban.heads.tasks;

import java.util.List;
import org.deciban.tunnels.TokenSequence;

/** At every position from 1 on, the symbol before. */
public record PreviousToken(List<String> symbols) implements HeadTask {
    public PreviousToken {
        symbols = List.copyOf(symbols);
    }

    /** Symbols at random. */
    public static PreviousToken of(int vocabulary) {
        return new PreviousToken(Sequences.names(vocabulary));
    }

    @Override
    public double[][] expected(TokenSequence tokens, int[] positions) {
        double[][] expected = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            expected[p] = Sequences.certain(tokens.symbol(positions[p] - 1), symbols.size());
        }
        return expected;
    }
}
