package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;

/** Comparisons that print the model when they fail. */
final class BeliefAssertions {
    private BeliefAssertions() {}

    static void assertClose(
            Marginals actual, Marginals expected, double tolerance, FactorGraph graph, Evidence evidence) {
        Marginals.Discrepancy worst = actual.farthestFrom(expected);
        assertThat(worst.magnitude())
                .as(() -> worst + "\n in " + graph.factors() + "\n given " + evidence)
                .isLessThanOrEqualTo(tolerance);
    }
}
