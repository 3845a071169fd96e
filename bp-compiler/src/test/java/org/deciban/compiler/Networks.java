package org.deciban.compiler;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deciban.factorgraph.FactorGraph;

/** Networks of several tests. */
final class Networks {
    private Networks() {}

    /** Lonely and exciting make Jack like Jill; dating asks that Jill likes Jack too. Exact: like 0.72, date 0.288. */
    static FactorGraph dating() {
        return FactorGraph.builder()
                .variable("lonely", "false", "true")
                .variable("exciting", "false", "true")
                .variable("like_jj", "false", "true")
                .variable("like_kj", "false", "true")
                .variable("date", "false", "true")
                .conditional("lonely", List.of(), 0.7, 0.3)
                .conditional("exciting", List.of(), 0.4, 0.6)
                .conditional("like_jj", List.of("lonely", "exciting"), 1, 0, 0, 1, 0, 1, 0, 1)
                .conditional("like_kj", List.of(), 0.6, 0.4)
                .conditional("date", List.of("like_jj", "like_kj"), 1, 0, 1, 0, 1, 0, 0, 1)
                .build();
    }

    /** {@code x0 − x1 − …} with the states no and yes, table entries uniform in [0.1, 1). */
    static FactorGraph chain(int variables) {
        return chain(variables, "no", "yes");
    }

    /** The same with other states. */
    static FactorGraph chain(int variables, String... states) {
        Random random = new Random(variables);
        FactorGraph.Builder builder = FactorGraph.builder();
        IntStream.range(0, variables).forEach(v -> builder.variable("x" + v, states));
        IntStream.range(1, variables)
                .forEach(v -> builder.factor(
                        List.of("x" + (v - 1), "x" + v),
                        random.doubles((long) states.length * states.length, 0.1, 1)
                                .toArray()));
        return builder.build();
    }
}
