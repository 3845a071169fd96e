package org.deciban.benchmarks;

import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;

/**
 * Times a round as the difference of a long and a short run, so that building the arrays is not counted. Of each the fastest
 * of all tries is taken: the least disturbed.
 */
final class RoundTimer {
    private final FactorGraph graph;
    private final BeliefPropagationOptions few;
    private final BeliefPropagationOptions many;
    private double fewSeconds = Double.POSITIVE_INFINITY;
    private double manySeconds = Double.POSITIVE_INFINITY;

    RoundTimer(FactorGraph graph, BeliefPropagationOptions options, int rounds) {
        this.graph = graph;
        this.few = options.withExactRounds(rounds);
        this.many = options.withExactRounds(3 * rounds);
    }

    /** Runs both once more. */
    void time() {
        fewSeconds = Math.min(fewSeconds, seconds(graph, few));
        manySeconds = Math.min(manySeconds, seconds(graph, many));
    }

    double nanosecondsPerEdge() {
        return 1e9 * (manySeconds - fewSeconds) / (many.maxRounds() - few.maxRounds()) / graph.edgeCount();
    }

    /** The time of one run: of the thread if it needs only one. */
    static double seconds(FactorGraph graph, BeliefPropagationOptions options) {
        Clock clock = options.threads() == 1 ? Clock.THREAD : Clock.WALL;
        return clock.seconds(() -> BeliefPropagation.run(graph, Evidence.none(), options));
    }
}
