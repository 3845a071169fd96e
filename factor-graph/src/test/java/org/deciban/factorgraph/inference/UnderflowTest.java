package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages kept as probabilities: what is only small is told from what is zero, and from what no probability can hold. */
class UnderflowTest {
    private static final BeliefPropagationOptions PROBABILITIES =
            BeliefPropagationOptions.defaults().withDomain(MessageDomain.PROBABILITY);

    /**
     * Each of three hundred messages makes two states of the hub 1e-8 of the third, so that the product of all is 1e-1600 in
     * every state. Schedules that choose the order of these messages may meet ratios on the way that no double holds. What is left is the prior 2 : 3 : 5 times the evidence 0.5 : 0.25 : 1, which is 4 : 3 : 20.
     */
    @ParameterizedTest
    @EnumSource(names = {"FLOODING", "SEQUENTIAL"})
    void productsTooSmallForADoubleInEveryStateKeepTheirRatios(Schedule schedule) {
        FactorGraph graph = hubOfThreeStates();
        Evidence evidence = graph.evidence().likelihood("hub", 0.5, 0.25, 1).build();
        BeliefPropagationResult result = BeliefPropagation.run(graph, evidence, PROBABILITIES.withSchedule(schedule));
        assertThat(result.domain()).isEqualTo(MessageDomain.PROBABILITY);
        assertThat(result.beliefs().probability("leaf", "yes"))
                .isCloseTo((4 * 0.5 + 3 * 0.125 + 20 * 0.25) / 27, within(1e-12));
        assertThat(result.beliefs().probability("other", "yes"))
                .isCloseTo((4 * 0.1 + 3 * 0.7 + 20 * 0.9) / 27, within(1e-12));
    }

    /** As before, and the evidence rules the last state out: 4 : 3 : 0. */
    @ParameterizedTest
    @EnumSource(names = {"FLOODING", "SEQUENTIAL"})
    void aZeroAmongProductsTooSmallForADoubleStaysZero(Schedule schedule) {
        FactorGraph graph = hubOfThreeStates();
        Evidence evidence = graph.evidence().likelihood("hub", 0.5, 0.25, 0).build();
        BeliefPropagationResult result = BeliefPropagation.run(graph, evidence, PROBABILITIES.withSchedule(schedule));
        assertThat(result.domain()).isEqualTo(MessageDomain.PROBABILITY);
        assertThat(result.beliefs().probability("hub", "c")).isZero();
        assertThat(result.beliefs().probability("leaf", "yes")).isCloseTo((4 * 0.5 + 3 * 0.125) / 7, within(1e-12));
    }

    private static FactorGraph hubOfThreeStates() {
        FactorGraph.Builder builder = FactorGraph.builder()
                .variable("hub", "a", "b", "c")
                .variable("leaf", "yes", "no")
                .variable("other", "yes", "no")
                .factor(List.of("hub", "leaf"), 0.5, 0.5, 0.125, 0.875, 0.25, 0.75);
        for (int i = 0; i < 100; i++) {
            builder.factor(List.of("hub"), 1, 1e-8, 1e-8)
                    .factor(List.of("hub"), 1e-8, 1, 1e-8)
                    .factor(List.of("hub"), 1e-8, 1e-8, 1);
        }
        return builder.factor(List.of("hub"), 2, 3, 5)
                .factor(List.of("other", "hub"), 0.1, 0.7, 0.9, 0.9, 0.3, 0.1)
                .build();
    }

    /**
     * The states of the hub differ by 1e400 before the leaf's message, which evens them out. Its smaller entry is a change
     * below any tolerance.
     */
    @ParameterizedTest
    @EnumSource
    void aProductWhoseRatiosNoProbabilityCanHoldIsComputedInLogarithms(Schedule schedule) {
        FactorGraph.Builder builder = FactorGraph.builder()
                .variable("hub", "a", "b", "c")
                .variable("leaf", "d", "e")
                .factor(List.of("hub", "leaf"), 1, 0, 0, 1, 0, 0);
        builder.factor(List.of("hub"), 1, 1e-200, 1).factor(List.of("hub"), 3, 1e-200, 1);
        builder.factor(List.of("leaf"), 1e-200, 1).factor(List.of("leaf"), 1e-200, 1);
        BeliefPropagationResult result = BeliefPropagation.run(
                builder.build(),
                Evidence.none(),
                PROBABILITIES.withSchedule(schedule).withTolerance(0));
        assertThat(result.domain()).isEqualTo(MessageDomain.LOG);
        assertThat(result.beliefs().probability("hub", "a")).isCloseTo(0.75, within(1e-11));
        assertThat(result.beliefs().probability("leaf", "d")).isCloseTo(0.75, within(1e-11));
    }

    /**
     * A likelihood of 3e-320 to 1 has four digits left as a probability. Weights of 1e320 make up for it, so that the odds
     * are 3 : 1.
     */
    @ParameterizedTest
    @EnumSource
    void aLikelihoodThatNoProbabilityCanHoldIsKept(MessageDomain domain) {
        FactorGraph.Builder builder = FactorGraph.builder().variable("x", "a", "b");
        for (double weight : new double[] {1e100, 1e100, 1e100, 1e20}) {
            builder.factor(List.of("x"), 1, weight);
        }
        FactorGraph graph = builder.build();
        Evidence evidence = graph.evidence().likelihood("x", 1e20, 3e-300).build();
        BeliefPropagationResult result = BeliefPropagation.run(graph, evidence, PROBABILITIES.withDomain(domain));
        assertThat(result.beliefs().probability("x", "b")).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void observedStatesStayProbabilities() {
        FactorGraph graph = hubOfThreeStates();
        Evidence evidence = graph.evidence().observe("leaf", "yes").build();
        assertThat(BeliefPropagation.run(graph, evidence, PROBABILITIES).domain())
                .isEqualTo(MessageDomain.PROBABILITY);
    }

    /**
     * Two messages leave y a ratio of 1e-400, and only that state of y goes with the likely one of x: 2e-200 to 3e-400. Nothing
     * else is out of range.
     */
    @ParameterizedTest
    @CsvSource({"false,2,FLOODING", "true,2,FLOODING", "false,3,FLOODING", "true,2,SEQUENTIAL", "false,3,SEQUENTIAL"})
    void aProductTooSmallForADoubleIsNoZero(boolean reversedStates, int cardinality, Schedule schedule) {
        List<String> states =
                new ArrayList<>(List.of("likely", "unlikely", "third").subList(0, cardinality));
        if (reversedStates) {
            Collections.reverse(states);
        }
        int likely = states.indexOf("likely");
        int unlikely = states.indexOf("unlikely");
        double[] table = new double[cardinality * cardinality];
        table[likely * cardinality + unlikely] = 2;
        table[unlikely * cardinality + likely] = 3;
        FactorGraph graph = FactorGraph.builder()
                .variable(new Variable("x", states))
                .variable(new Variable("y", states))
                .factor(List.of("x"), inOrderOf(states, 1, 1e-200))
                .factor(List.of("y"), inOrderOf(states, 1, 1e-200))
                .factor(List.of("y"), inOrderOf(states, 1, 1e-200))
                .factor(List.of("y", "x"), table)
                .build();
        BeliefPropagationResult result =
                BeliefPropagation.run(graph, Evidence.none(), PROBABILITIES.withSchedule(schedule));
        assertThat(result.domain()).isEqualTo(MessageDomain.LOG);
        assertThat(result.beliefs().probability("y", "unlikely")).isCloseTo(1.5e-200, withinPercentage(1e-9));
        assertThat(result.beliefs().probability("x", "likely")).isCloseTo(1.5e-200, withinPercentage(1e-9));
    }

    /**
     * The factor's sum for one state is 3e-400 and no double: the weight 3e-200 times the message 1e-200. The other state's is
     * 2, and the messages against it leave them 2e-200 to 3e-400.
     */
    @ParameterizedTest
    @CsvSource({"false,false,2", "true,false,2", "false,true,2", "true,true,2", "false,false,3", "true,true,3"})
    void aSumTooSmallForADoubleIsNoZero(boolean reversedStates, boolean reversedScope, int cardinality) {
        List<String> states =
                new ArrayList<>(List.of("likely", "unlikely", "third").subList(0, cardinality));
        if (reversedStates) {
            Collections.reverse(states);
        }
        FactorGraph.Builder builder =
                FactorGraph.builder().variable(new Variable("x", states)).variable(new Variable("y", states));
        builder.factor(List.of("x"), inOrderOf(states, 1, 1e-200));
        builder.factor(List.of("y"), inOrderOf(states, 1e-200, 1));
        double[] table = new double[cardinality * cardinality];
        table[states.indexOf("likely") * (cardinality + 1)] = 2;
        table[states.indexOf("unlikely") * (cardinality + 1)] = 3e-200;
        builder.factor(reversedScope ? List.of("y", "x") : List.of("x", "y"), table);
        BeliefPropagationResult result = BeliefPropagation.run(builder.build(), Evidence.none(), PROBABILITIES);
        assertThat(result.domain()).isEqualTo(MessageDomain.LOG);
        assertThat(result.beliefs().probability("x", "unlikely")).isCloseTo(1.5e-200, withinPercentage(1e-9));
        assertThat(result.beliefs().probability("y", "unlikely")).isCloseTo(1.5e-200, withinPercentage(1e-9));
    }

    private static double[] inOrderOf(List<String> states, double likely, double unlikely) {
        return states.stream()
                .mapToDouble(state -> state.equals("likely") ? likely : state.equals("unlikely") ? unlikely : 1)
                .toArray();
    }

    /** No row with a positive weight has the third state, or meets a positive message there: a zero, and no underflow. */
    @Test
    void aSumThatIsZeroStaysAProbability() {
        FactorGraph graph = FactorGraph.builder()
                .variable("x", "a", "b", "c")
                .variable("y", "a", "b", "c")
                .factor(List.of("x"), 1, 1, 0)
                .factor(List.of("x", "y"), 2, 1, 0, 1, 1, 0, 1, 1, 1)
                .build();
        BeliefPropagationResult result = BeliefPropagation.run(graph, Evidence.none(), PROBABILITIES);
        assertThat(result.domain()).isEqualTo(MessageDomain.PROBABILITY);
        assertThat(result.beliefs().probability("y", "a")).isCloseTo(0.6, within(1e-12));
        assertThat(result.beliefs().probability("y", "c")).isZero();
    }
}
