package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deciban.factorgraph.inference.BeliefAssertions.assertClose;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;

class ScheduleProperties {
    private static final BeliefPropagationOptions OPTIONS =
            BeliefPropagationOptions.defaults().withTolerance(1e-13);

    /** Couplings are weak, for under strong ones there can be several fixed points. */
    @Property(tries = 300)
    void fixedPointsDependOnNeitherScheduleNorDampingNorDomain(
            @ForAll long seed,
            @ForAll Schedule schedule,
            @ForAll MessageDomain domain,
            @ForAll @DoubleRange(max = 0.8) double damping) {
        FactorGraph graph = BeliefModels.loopy(seed, 0.5, 0);
        Evidence evidence = BeliefModels.evidence(seed, graph);
        BeliefPropagationResult result = BeliefPropagation.run(
                graph,
                evidence,
                OPTIONS.withSchedule(schedule)
                        .withDomain(domain)
                        .withDamping(damping)
                        .withSeed(seed));
        assertClose(result.findFixedPoint().orElseThrow(), fixedPoint(graph, evidence), 1e-11, graph, evidence);
    }

    /** From the equations themselves, run for long. */
    private static Marginals fixedPoint(FactorGraph graph, Evidence evidence) {
        LiteralBeliefPropagation literal = new LiteralBeliefPropagation(graph, evidence);
        Marginals before = literal.beliefs();
        literal.round();
        while (literal.beliefs().farthestFrom(before).magnitude() > 1e-14) {
            before = literal.beliefs();
            literal.round();
        }
        return literal.beliefs();
    }

    @Property(tries = 200)
    void everyNumberOfThreadsGivesTheSameBits(
            @ForAll long seed, @ForAll MessageDomain domain, @ForAll @IntRange(min = 2, max = 9) int threads) {
        FactorGraph graph = BeliefModels.loopy(seed, 2, 0.1);
        Evidence evidence = BeliefModels.evidence(seed, graph);
        BeliefPropagationOptions options = OPTIONS.withDomain(domain).withMaxRounds(30);
        assertThat(BeliefPropagation.run(graph, evidence, options.withThreads(threads)))
                .isEqualTo(BeliefPropagation.run(graph, evidence, options));
    }

    @Property(tries = 200)
    void aSeedFixesTheRandomOrder(@ForAll long seed) {
        FactorGraph graph = BeliefModels.loopy(seed, 2, 0);
        BeliefPropagationOptions options = OPTIONS.withSchedule(Schedule.RANDOM_SEQUENTIAL)
                .withExactRounds(3)
                .withSeed(seed);
        assertThat(BeliefPropagation.run(graph, Evidence.none(), options))
                .isEqualTo(BeliefPropagation.run(graph, Evidence.none(), options));
    }
}
