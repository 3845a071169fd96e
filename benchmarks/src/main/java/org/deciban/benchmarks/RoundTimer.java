package org.deciban.benchmarks;

import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;

/**
 * Times a round as the difference of a long and a short run, so that building the arrays is not counted. Of each the fastest
 * of all tries is taken: the least disturbed.
 */
final class RoundTimer {
    private final ToDoubleFunction<Runnable> seconds;
    private final Runnable few;
    private final Runnable many;
    private final double edgesMore;
    private double fewSeconds = Double.POSITIVE_INFINITY;
    private double manySeconds = Double.POSITIVE_INFINITY;

    /**
     * @param seconds runs something and says how long it took
     * @param runs a run of so many rounds; asked for {@code rounds} and three times as many
     * @param edges (factor, variable) edges that one round passes, of all evidence sets together
     */
    RoundTimer(ToDoubleFunction<Runnable> seconds, IntFunction<Runnable> runs, int rounds, double edges) {
        this(seconds, runs.apply(rounds), runs.apply(3 * rounds), 2.0 * rounds * edges);
    }

    private RoundTimer(ToDoubleFunction<Runnable> seconds, Runnable few, Runnable many, double edgesMore) {
        this.seconds = seconds;
        this.few = few;
        this.many = many;
        this.edgesMore = edgesMore;
    }

    /** A timer of the same runs that measures them in another way. */
    RoundTimer by(ToDoubleFunction<Runnable> otherSeconds) {
        return new RoundTimer(otherSeconds, few, many, edgesMore);
    }

    /** A timer of belief propagation, by the time of its thread if it needs only one. */
    static RoundTimer of(FactorGraph graph, BeliefPropagationOptions options, int rounds) {
        return new RoundTimer(
                clock(options)::seconds,
                r -> () -> BeliefPropagation.run(graph, Evidence.none(), options.withExactRounds(r)),
                rounds,
                graph.edgeCount());
    }

    /** Runs both once more. */
    void time() {
        fewSeconds = Math.min(fewSeconds, seconds.applyAsDouble(few));
        manySeconds = Math.min(manySeconds, seconds.applyAsDouble(many));
    }

    double nanosecondsPerEdge() {
        return 1e9 * (manySeconds - fewSeconds) / edgesMore;
    }

    /** The time of one run: of the thread if it needs only one. */
    static double seconds(FactorGraph graph, BeliefPropagationOptions options) {
        return clock(options).seconds(() -> BeliefPropagation.run(graph, Evidence.none(), options));
    }

    private static Clock clock(BeliefPropagationOptions options) {
        return options.threads() == 1 ? Clock.THREAD : Clock.WALL;
    }
}
