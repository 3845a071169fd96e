package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.junit.jupiter.api.Test;

/** Naive Bayes hubs whose messages together outweigh the floor of the logarithm, e^−690.8. */
class HubTest {
    private static FactorGraph.Builder hub(double no, double yes) {
        return FactorGraph.builder().variable("hub", "no", "yes").conditional("hub", List.of(), no, yes);
    }

    private static Marginals infer(FactorGraph graph, Evidence evidence) {
        return BpCompiler.compile(graph, CompilerOptions.exact()).infer(evidence);
    }

    @Test
    void anImpossibleStateStaysImpossibleAgainstFourHundredMessages() {
        // The messages say (9/1)^400 = e^878.9 for "no", but 0 · 0.9^400 against 1 · 0.1^400 is nothing.
        FactorGraph.Builder builder = hub(0, 1);
        for (int i = 0; i < 400; i++) {
            builder.factor(List.of("hub"), 0.9, 0.1);
        }
        Marginals posterior = infer(builder.build(), Evidence.none());
        assertThat(posterior.probability("hub", "no")).isEqualTo(0.0);
        assertThat(posterior.probability("hub", "yes")).isEqualTo(1.0);
    }

    @Test
    void whatObservedChildrenRuleOutStaysImpossibleAgainstAllOthers() {
        // The first two children rule "no" out; the others, but the last, say (999/1)^117 = e^808 for it.
        int children = 120;
        FactorGraph.Builder builder = hub(0.5, 0.5);
        for (int child = 0; child < children; child++) {
            double seenGivenNo = child < 2 ? 0 : 0.999;
            builder.variable("child" + child, "unseen", "seen")
                    .conditional("child" + child, List.of("hub"), 1 - seenGivenNo, seenGivenNo, 0.999, 0.001);
        }
        FactorGraph graph = builder.build();
        Evidence.Builder evidence = graph.evidence();
        for (int child = 0; child < children - 1; child++) {
            evidence.observe("child" + child, "seen");
        }
        Marginals posterior = infer(graph, evidence.build());
        assertThat(posterior.probability("hub", "no")).isEqualTo(0.0);
        assertThat(posterior.probability("hub", "yes")).isEqualTo(1.0);
        // Given hub = yes, the child that was not observed has the probability of its table.
        assertThat(posterior.probability("child" + (children - 1), "seen")).isCloseTo(0.001, within(1e-15));
    }

    @Test
    void statesFarBelowTheFloorArePossibleIfNothingRulesThemOut() {
        // Both states gather below −1374, but 200 messages of 999:1 against 199 of 1:999 leave 999:1.
        FactorGraph.Builder builder = hub(0.5, 0.5);
        for (int i = 0; i < 399; i++) {
            double no = i % 2 == 0 ? 0.999 : 0.001;
            builder.factor(List.of("hub"), no, 1 - no);
        }
        Marginals posterior = infer(builder.build(), Evidence.none());
        assertThat(posterior.probability("hub", "no")).isCloseTo(0.999, within(1e-12));
        assertThat(posterior.probability("hub", "yes")).isCloseTo(0.001, within(1e-12));
    }
}
