package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the order of the messages shows in a chain: news travels as far in a round as its factors come in order. */
class ScheduleTest {
    private static final BeliefPropagationOptions OPTIONS = BeliefPropagationOptions.defaults();
    private static final int SEEDS = 600;

    private static final FactorGraph CHAIN = FactorGraph.builder()
            .variable("a", "0", "1")
            .variable("b", "0", "1")
            .variable("c", "0", "1")
            .variable("d", "0", "1")
            .factor(List.of("a", "b"), 3, 1, 1, 3)
            .factor(List.of("b", "c"), 3, 1, 1, 3)
            .factor(List.of("c", "d"), 3, 1, 1, 3)
            .build();

    private static boolean reaches(String variable, BeliefPropagationOptions options) {
        Evidence evidence = CHAIN.evidence().observe("a", "1").build();
        return BeliefPropagation.run(CHAIN, evidence, options).beliefs().probability(variable, "1") > 0.51;
    }

    private static long reachedBySeed(String variable, int rounds) {
        BeliefPropagationOptions options =
                OPTIONS.withSchedule(Schedule.RANDOM_SEQUENTIAL).withExactRounds(rounds);
        return LongStream.range(0, SEEDS)
                .filter(seed -> reaches(variable, options.withSeed(seed)))
                .count();
    }

    @Test
    void floodingTakesNewsOneFactorARoundAndTheOrderOfTheGraphAllTheWay() {
        assertThat(reaches("b", OPTIONS.withExactRounds(1))).isTrue();
        assertThat(reaches("c", OPTIONS.withExactRounds(1))).isFalse();
        assertThat(reaches("d", OPTIONS.withExactRounds(2))).isFalse();
        assertThat(reaches("d", OPTIONS.withExactRounds(3))).isTrue();
        assertThat(reaches("d", OPTIONS.withSchedule(Schedule.SEQUENTIAL).withExactRounds(1)))
                .isTrue();
    }

    /** Of the six orders of three factors, three have the first before the second and one has all in order. */
    @Test
    void randomOrdersAreEquallyFrequent() {
        assertThat(reachedBySeed("b", 1)).isEqualTo(SEEDS);
        assertThat(reachedBySeed("c", 1)).isBetween(SEEDS / 2 - 40L, SEEDS / 2 + 40L);
        assertThat(reachedBySeed("d", 1)).isBetween(SEEDS / 6 - 30L, SEEDS / 6 + 30L);
    }

    /**
     * With two independent orders news does not arrive if the first takes it one factor far, which is 1/2, and the second has
     * the third factor before the second, which is 1/2. With the same order twice that would be 1/6.
     */
    @Test
    void everyRoundHasARandomOrderOfItsOwn() {
        assertThat(reachedBySeed("d", 2)).isBetween(SEEDS * 3 / 4 - 25L, SEEDS * 3 / 4 + 25L);
    }

    @ParameterizedTest
    @EnumSource
    void withoutFactorsBeliefsAreTheEvidenceUnderEverySchedule(Schedule schedule) {
        FactorGraph graph = FactorGraph.builder().variable("x", "0", "1").build();
        Evidence evidence = graph.evidence().likelihood("x", 0.75, 0.25).build();
        BeliefPropagationResult result = BeliefPropagation.run(graph, evidence, OPTIONS.withSchedule(schedule));
        assertThat(result.converged()).isTrue();
        assertThat(result.rounds()).isEqualTo(1);
        assertThat(result.residual()).isZero();
        assertThat(result.beliefs().probability("x", "0")).isCloseTo(0.75, within(1e-15));
    }
}
