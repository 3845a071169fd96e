package org.deciban.proofs.verify;

import java.util.List;
import org.deciban.factorgraph.FactorGraph;

/** Graphs of several tests. */
final class SmallGraphs {
    static final FactorGraph CHAIN = FactorGraph.builder()
            .variable("a", "no", "yes")
            .variable("b", "no", "yes")
            .variable("c", "no", "yes")
            .conditional("a", List.of(), 0.4, 0.6)
            .conditional("b", List.of("a"), 0.9, 0.1, 0.2, 0.8)
            .conditional("c", List.of("b"), 0.7, 0.3, 0.0, 1.0)
            .build();

    static final FactorGraph TRIANGLE = FactorGraph.builder()
            .variable("a", "no", "yes")
            .variable("b", "no", "yes")
            .variable("c", "no", "yes")
            .factor(List.of("a"), 1, 2)
            .factor(List.of("a", "b"), 3, 1, 1, 3)
            .factor(List.of("b", "c"), 3, 1, 1, 3)
            .factor(List.of("c", "a"), 3, 1, 1, 3)
            .build();

    private SmallGraphs() {}
}
