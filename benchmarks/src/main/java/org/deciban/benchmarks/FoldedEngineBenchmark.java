package org.deciban.benchmarks;

import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.folded.FoldedEngine;
import org.deciban.transformer.folded.FoldedProgram;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Rounds of the folded engine on one thread, for one evidence set and for a batch. The secondary result {@code edges} is the
 * time of one (factor, variable) edge in one round and one evidence set: its message to the factor and its message to the
 * variable. What a run does before its first round and after its last one is in it, spread over {@link #ROUNDS} rounds, or
 * over {@link #BATCH_ROUNDS} of a batch.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class FoldedEngineBenchmark {
    private static final int ROUNDS = 200;
    private static final int BATCH_ROUNDS = 10;

    /** The model; see {@code Networks.named}. */
    @Param({"grid", "alarm", "largest"})
    public String model = "grid";

    /** Evidence sets of a run. */
    @Param({"1", "1024"})
    public int sets = 1;

    private final ForkJoinPool oneThread = new ForkJoinPool(1);
    private double[][] inputs = {};
    private long edges;
    private @Nullable FoldedProgram program;

    /** Counts edges times rounds times evidence sets. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Counter {
        /** Edges passed so far. */
        public long edges;
    }

    /** Reads or generates the model, compiles and folds it. */
    @Setup
    public void load() {
        FactorGraph graph = Networks.named(model);
        EngineSubject subject = EngineSubject.of(graph);
        int rounds = sets == 1 ? ROUNDS : BATCH_ROUNDS;
        inputs = subject.inputs(sets);
        edges = (long) rounds * graph.edgeCount() * sets;
        program = new FoldedEngine().prepare(subject.program(rounds));
    }

    /** One run of all rounds on all evidence sets. */
    @Benchmark
    public double[][][] rounds(Counter counter) {
        counter.edges += edges;
        FoldedProgram ready = Objects.requireNonNull(program);
        return oneThread.submit(() -> ready.run(inputs)).join();
    }

    /** Ends the thread. */
    @TearDown
    public void end() {
        oneThread.shutdown();
    }
}
