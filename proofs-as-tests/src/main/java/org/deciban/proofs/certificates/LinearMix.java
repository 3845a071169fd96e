package org.deciban.proofs.certificates;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All heads of a layer whose attention nothing can change, as one linear map of the stream: each entry that they write becomes
 * {@code Σ coefficient · entry + constant}.
 *
 * <p>The coefficients of one source entry are added up over all heads, and with the 1 of the residual connection, before anything
 * is multiplied. So what one head adds and another takes away again cancels here, as it does in the reals, rather than counting
 * twice in the width.
 */
final class LinearMix {
    private final List<Target> targets = new ArrayList<>();

    /** An entry that is written, and what it is made of. */
    private record Target(int at, Interval constant, int[] sources, Interval[] coefficients) {}

    /** Collects the map of one layer. */
    static final class Builder {
        private final Stream stream;
        private final Map<Integer, Map<Integer, Interval>> rows = new LinkedHashMap<>();
        private final Map<Integer, Interval> constants = new LinkedHashMap<>();

        Builder(Stream stream) {
            this.stream = stream;
        }

        /** Adds {@code weight · W_O[·, c] · W_V[c, ·] x_source} of a head to a token. */
        void add(int token, int source, Interval weight, SparseRows wOByChannel, SparseRows wV, int channel) {
            for (int o = wOByChannel.start[channel]; o < wOByChannel.start[channel + 1]; o++) {
                int at = stream.at(token, wOByChannel.column[o]);
                Interval scaled = weight.times(wOByChannel.value[o]);
                for (int v = wV.start[channel]; v < wV.start[channel + 1]; v++) {
                    Interval coefficient = scaled.times(wV.value[v]);
                    int from = stream.at(source, wV.column[v]);
                    if (from >= 0) {
                        rows.computeIfAbsent(at, this::identity).merge(from, coefficient, Interval::plus);
                    } else {
                        double value = stream.embedded.get(source, wV.column[v]);
                        if (value != 0) {
                            rows.computeIfAbsent(at, this::identity);
                            constants.merge(at, coefficient.times(value), Interval::plus);
                        }
                    }
                }
            }
        }

        private Map<Integer, Interval> identity(int at) {
            Map<Integer, Interval> row = new LinkedHashMap<>();
            row.put(at, Interval.ONE);
            return row;
        }

        LinearMix build() {
            LinearMix mix = new LinearMix();
            rows.forEach((at, row) -> {
                row.values().removeIf(coefficient -> coefficient.magnitude() == 0);
                mix.targets.add(new Target(
                        at,
                        constants.getOrDefault(at, Interval.ZERO),
                        row.keySet().stream().mapToInt(Integer::intValue).toArray(),
                        row.values().toArray(new Interval[0])));
            });
            return mix;
        }
    }

    /** The new values of the entries that are written, in the order of {@link #writeTo}. */
    Interval[] of(Stream stream) {
        Interval[] values = new Interval[targets.size()];
        for (int i = 0; i < values.length; i++) {
            Target target = targets.get(i);
            Interval sum = target.constant;
            for (int k = 0; k < target.sources.length; k++) {
                sum = sum.plus(stream.get(target.sources[k]).times(target.coefficients[k]));
            }
            values[i] = sum;
        }
        return values;
    }

    void writeTo(Stream stream, Interval[] values) {
        for (int i = 0; i < values.length; i++) {
            stream.set(targets.get(i).at, values[i]);
        }
    }
}
