package org.deciban.benchmarks;

import java.util.concurrent.TimeUnit;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.BeliefPropagationResult;
import org.deciban.factorgraph.inference.MessageDomain;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Flooding rounds on one thread. The secondary result {@code edges} is the time of one (factor, variable) edge in one round:
 * its message to the factor and its message to the variable. What a run does before its first round is in it, spread over
 * {@link #ROUNDS} rounds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class BeliefPropagationBenchmark {
    private static final int ROUNDS = 200;

    /** The model; see {@code Networks.named}. */
    @Param({"grid", "alarm", "largest"})
    public String model = "grid";

    /** How messages are kept. */
    @Param({"PROBABILITY", "LOG"})
    public MessageDomain domain = MessageDomain.LOG;

    private FactorGraph graph = Networks.grid(1);
    private BeliefPropagationOptions options = BeliefPropagationOptions.defaults();

    /** Counts edges times rounds. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Counter {
        /** Edges passed so far. */
        public long edges;
    }

    /** Reads or generates the model. */
    @Setup
    public void load() {
        graph = Networks.named(model);
        options = BeliefPropagationOptions.defaults().withDomain(domain).withExactRounds(ROUNDS);
    }

    /** One run of {@link #ROUNDS} rounds. */
    @Benchmark
    public BeliefPropagationResult rounds(Counter counter) {
        counter.edges += (long) ROUNDS * graph.edgeCount();
        return BeliefPropagation.run(graph, Evidence.none(), options);
    }
}
