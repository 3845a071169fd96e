package org.deciban.heads.tasks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deciban.tunnels.TokenSequence;

/** At a trigger, symbol 1, the symbol before, unless that is the start; everywhere else the symbol itself. */
public record TriggeredCopy(List<String> symbols) implements HeadTask {
    /** The trigger. */
    public static final int TRIGGER = 1;

    public TriggeredCopy {
        symbols = List.copyOf(symbols);
    }

    /** Symbols at random, triggers among them. */
    public static TriggeredCopy of(int vocabulary) {
        List<String> names = new ArrayList<>(Sequences.names(vocabulary));
        Collections.rotate(names.subList(TRIGGER, names.size()), 1);
        names.set(TRIGGER, "!");
        return new TriggeredCopy(names);
    }

    /** Whether a head has something to do at a position. */
    public static boolean isTriggered(TokenSequence tokens, int position) {
        return position > 1 && tokens.symbol(position) == TRIGGER;
    }

    @Override
    public double[][] expected(TokenSequence tokens, int[] positions) {
        double[][] expected = new double[positions.length][];
        for (int p = 0; p < positions.length; p++) {
            int read = isTriggered(tokens, positions[p]) ? positions[p] - 1 : positions[p];
            expected[p] = Sequences.certain(tokens.symbol(read), symbols.size());
        }
        return expected;
    }
}
