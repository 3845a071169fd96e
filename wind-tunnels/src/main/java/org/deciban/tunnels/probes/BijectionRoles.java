package org.deciban.tunnels.probes;

import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;

/** Keys at even positions, values after them. */
record BijectionRoles(int values) implements TokenRoles {
    @Override
    public OptionalInt key(LabelledSequence sequence, int position) {
        int symbol = sequence.tokens().symbol(position);
        return symbol < values ? OptionalInt.of(symbol) : OptionalInt.empty();
    }

    /** Empty for the first key, and for one that came before: its value is known, so that there is nothing to eliminate. */
    @Override
    public Optional<double[]> pattern(LabelledSequence sequence, int query) {
        TokenSequence tokens = sequence.tokens();
        double[] pattern = new double[tokens.length()];
        int seen = query / 2;
        for (int position = 0; position < query; position += 2) {
            if (tokens.symbol(position) == tokens.symbol(query)) {
                return Optional.empty();
            }
            pattern[position + 1] = 1.0 / seen;
        }
        return seen == 0 ? Optional.empty() : Optional.of(pattern);
    }
}
