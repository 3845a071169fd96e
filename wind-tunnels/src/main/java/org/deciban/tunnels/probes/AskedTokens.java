package org.deciban.tunnels.probes;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.tunnels.LabelledSequence;

/** The tokens where a model is asked are keys, by their symbol or, without symbols, each for itself. */
record AskedTokens() implements TokenRoles {
    @Override
    public OptionalInt key(LabelledSequence sequence, int position) {
        if (Arrays.binarySearch(sequence.positions(), position) < 0) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(sequence.tokens().isSymbolic() ? sequence.tokens().symbol(position) : position);
    }

    @Override
    public Optional<double[]> pattern(LabelledSequence sequence, int query) {
        return Optional.empty();
    }
}
