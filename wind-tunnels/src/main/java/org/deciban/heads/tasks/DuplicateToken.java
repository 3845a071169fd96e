package org.deciban.heads.tasks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deciban.tunnels.TokenSequence;

/** At every position from 1 on, whether the symbol has come before. */
public record DuplicateToken(List<String> symbols) implements HeadTask {
    public DuplicateToken {
        symbols = List.copyOf(symbols);
    }

    /** Symbols at random. */
    public static DuplicateToken of(int vocabulary) {
        return new DuplicateToken(Sequences.names(vocabulary));
    }

    @Override
    public List<String> outcomes() {
        return List.of("new", "seen");
    }

    @Override
    public double[][] expected(TokenSequence tokens, int[] positions) {
        double[][] expected = new double[positions.length][];
        Set<Integer> seen = new HashSet<>();
        int next = 0;
        for (int position = 0; position < tokens.length() && next < positions.length; position++) {
            boolean isNew = seen.add(tokens.symbol(position));
            if (positions[next] == position) {
                expected[next++] = Sequences.certain(isNew ? 0 : 1, 2);
            }
        }
        return expected;
    }
}
