package org.deciban.tunnels.probes;

import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;

/** Keys 1 … V among filler and values. */
record RecallRoles(int vocabulary) implements TokenRoles {
    @Override
    public OptionalInt key(LabelledSequence sequence, int position) {
        int symbol = sequence.tokens().symbol(position);
        return symbol >= 1 && symbol <= vocabulary ? OptionalInt.of(symbol) : OptionalInt.empty();
    }

    @Override
    public Optional<double[]> pattern(LabelledSequence sequence, int query) {
        TokenSequence tokens = sequence.tokens();
        for (int position = 0; position + 1 < query; position++) {
            if (tokens.symbol(position) == tokens.symbol(query) && tokens.symbol(position + 1) > vocabulary) {
                double[] pattern = new double[tokens.length()];
                pattern[position + 1] = 1;
                return Optional.of(pattern);
            }
        }
        return Optional.empty();
    }
}
