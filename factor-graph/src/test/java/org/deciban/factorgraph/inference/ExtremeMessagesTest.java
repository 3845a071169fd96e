package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages outside the range of doubles, and messages that never settle. */
class ExtremeMessagesTest {
    private static final BeliefPropagationOptions OPTIONS = BeliefPropagationOptions.defaults();

    /** Sixty factors multiply the odds of x by e^30, sixty divide them: products span e^±1800. */
    @ParameterizedTest
    @EnumSource
    void oddsBeyondTheRangeOfDoublesAreKept(MessageDomain domain) {
        double big = Math.exp(30);
        FactorGraph.Builder builder = FactorGraph.builder().variable("x", "0", "1");
        for (int i = 0; i < 60; i++) {
            builder.variable("up" + i, "0", "1")
                    .variable("down" + i, "0", "1")
                    .factor(List.of("up" + i, "x"), 1, big, 0, 0)
                    .factor(List.of("down" + i, "x"), big, 1, 0, 0);
        }
        builder.factor(List.of("x"), 0.25, 0.75);
        Marginals beliefs = converge(builder.build(), domain).beliefs();
        assertThat(beliefs.probability("x", "1")).isCloseTo(0.75, within(1e-12));
    }

    /** The weights of x and y are e^±1600 to 1, and a factor allows only what each of them makes improbable. */
    @ParameterizedTest
    @EnumSource
    void whatIsTooSmallForADoubleIsNotZero(MessageDomain domain) {
        FactorGraph.Builder builder =
                FactorGraph.builder().variable("x", "0", "1").variable("y", "0", "1");
        for (int i = 0; i < 4; i++) {
            builder.factor(List.of("x"), Math.exp(-200), Math.exp(200));
            builder.factor(List.of("y"), Math.exp(200), Math.exp(-200));
        }
        // x = y = 0 and x = y = 1 both have weight e^0 without the last factor.
        builder.factor(List.of("x", "y"), 3, 0, 0, 1);
        BeliefPropagationResult result = converge(builder.build(), domain);
        assertThat(result.domain()).isEqualTo(MessageDomain.LOG);
        assertThat(result.beliefs().probability("x", "0")).isCloseTo(0.75, within(1e-12));
        assertThat(result.beliefs().probability("y", "0")).isCloseTo(0.75, within(1e-12));
        assertThat(result.betheLogEvidence().orElseThrow()).isCloseTo(Math.log(4), within(1e-11));
    }

    @ParameterizedTest
    @EnumSource
    void tablesAtTheEndsOfTheDoubleRangeAreKept(MessageDomain domain) {
        FactorGraph.Builder builder = FactorGraph.builder();
        for (int v = 0; v < 8; v++) {
            builder.variable("v" + v, "a", "b").factor(List.of("v" + v), 1e300, 3e300);
        }
        for (int v = 1; v < 8; v++) {
            builder.factor(List.of("v0", "v" + v), 1e-320, 0, 0, 1e-320);
        }
        builder.factor(List.of("v0"), 1e300, 1e-300);
        Marginals beliefs = converge(builder.build(), domain).beliefs();
        double odds = Math.pow(3, 8) * 1e-300 / 1e300;
        assertThat(beliefs.probability("v0", "b")).isEqualTo(odds); // 0, for 3^8·1e-600 is no double
        assertThat(beliefs.probability("v7", "a")).isEqualTo(1);
    }

    /** A product of 5000 messages leaves the range of doubles in both states, their ratio does not. */
    @Test
    void manyNeighboursDoNotUnderflow() {
        FactorGraph.Builder builder = FactorGraph.builder().variable("hub", "0", "1");
        for (int i = 0; i < 2500; i++) {
            builder.factor(List.of("hub"), 1, 4).factor(List.of("hub"), 4, 1);
        }
        builder.variable("leaf", "0", "1").factor(List.of("hub", "leaf"), 0.5, 0.5, 0.125, 0.875);
        BeliefPropagationResult result = converge(builder.build(), MessageDomain.PROBABILITY);
        assertThat(result.domain()).isEqualTo(MessageDomain.PROBABILITY);
        assertThat(result.beliefs().probability("leaf", "1")).isCloseTo(0.6875, within(1e-10));
    }

    /** Every round doubles the log-odds; after 1000 rounds they would be beyond e^(1e300). */
    @ParameterizedTest
    @EnumSource
    void certaintyThatGrowsForeverIsNotTakenForImpossibleEvidence(MessageDomain domain) {
        FactorGraph.Builder builder = complete(4, 1, 0);
        builder.factor(List.of("x0"), 0.6, 0.4);
        BeliefPropagationOptions options = OPTIONS.withDomain(domain).withExactRounds(3000);
        Marginals beliefs =
                BeliefPropagation.run(builder.build(), Evidence.none(), options).beliefs();
        assertThat(beliefs.probability("x3", "-"))
                .isEqualTo(1); // overconfident, as loops make it: the posterior is 0.6
        builder.factor(List.of("x1"), 0.4, 0.6);
        BeliefPropagation.run(builder.build(), Evidence.none(), options);
    }

    @ParameterizedTest
    @EnumSource
    void oscillationIsReportedAndNotDressedAsAnAnswer(MessageDomain domain) {
        FactorGraph repulsive = complete(4, Math.exp(-2), Math.exp(2))
                .factor(List.of("x0"), 0.6, 0.4)
                .build();
        BeliefPropagationResult result = BeliefPropagation.run(repulsive, Evidence.none(), OPTIONS.withDomain(domain));
        assertThat(result.converged()).isFalse();
        assertThat(result.rounds()).isEqualTo(1000);
        assertThat(result.residual()).isGreaterThan(0.1);
        assertThat(result.period()).hasValue(2);
        assertThat(result.findFixedPoint()).isEmpty();
        assertThat(result.betheLogEvidence()).isEmpty();
        assertThat(result.findBetheFreeEnergy()).isEmpty();
    }

    @Test
    void aSlowRunIsNoOscillation() {
        FactorGraph graph = complete(4, Math.exp(0.3), Math.exp(-0.3))
                .factor(List.of("x0"), 0.6, 0.4)
                .build();
        BeliefPropagationResult result = BeliefPropagation.run(
                graph, Evidence.none(), OPTIONS.withDamping(0.9).withMaxRounds(30));
        assertThat(result.converged()).isFalse();
        assertThat(result.period()).isEmpty();
    }

    private static FactorGraph.Builder complete(int variables, double equal, double unequal) {
        FactorGraph.Builder builder = FactorGraph.builder();
        for (int v = 0; v < variables; v++) {
            builder.variable("x" + v, "-", "+");
            for (int u = 0; u < v; u++) {
                builder.factor(List.of("x" + u, "x" + v), equal, unequal, unequal, equal);
            }
        }
        return builder;
    }

    private static BeliefPropagationResult converge(FactorGraph graph, MessageDomain domain) {
        BeliefPropagationResult result = BeliefPropagation.run(graph, Evidence.none(), OPTIONS.withDomain(domain));
        assertThat(result.converged()).isTrue();
        return result;
    }
}
