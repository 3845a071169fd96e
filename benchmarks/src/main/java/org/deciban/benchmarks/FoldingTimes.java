package org.deciban.benchmarks;

import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.Program;
import org.deciban.transformer.folded.FoldedEngine;
import org.deciban.transformer.folded.FoldedProgram;

/**
 * What it costs to make a square Ising grid ready for the folded engine, as the grid grows.
 *
 * @param tokens tokens of the transformer
 * @param compileSeconds of processor time, from the graph to weights and tokens
 * @param foldSeconds of processor time, from weights and tokens to what the engine runs
 * @param foldNanosecondsPerEdge the same for each (factor, variable) edge
 * @param engineBytesPerEdge what the engine reads in a run: the same for every size, but for the border of the grid
 * @param heapBytesPerEdge heap that the folded program keeps, its weights and tokens included
 * @param peakBytes an upper bound on the heap in use while a model was compiled and folded, {@link Heap#peakBytes}
 */
record FoldingTimes(
        int edges,
        int tokens,
        double compileSeconds,
        double foldSeconds,
        double foldNanosecondsPerEdge,
        double engineBytesPerEdge,
        double heapBytesPerEdge,
        long peakBytes) {
    /** The same for every size, so that only the graph grows. */
    private static final int ROUNDS = 10;

    private static final int LEAST_TRIES = 2;

    /** Small grids are tried again for so long, since the first runs of a virtual machine are interpreted. */
    private static final double LEAST_SECONDS = 2;

    static FoldingTimes measure(int side) {
        FactorGraph graph = Networks.grid(side);
        long before = Heap.liveBytes();
        Heap.resetPeak();
        FoldedProgram kept = fold(compile(graph));
        long peakBytes = Heap.peakBytes();
        long keptBytes = Heap.liveBytes() - before;
        double compileSeconds = Double.POSITIVE_INFINITY;
        double foldSeconds = Double.POSITIVE_INFINITY;
        double total = 0;
        for (int i = 0; i < LEAST_TRIES || total < LEAST_SECONDS; i++) {
            double compile = Clock.THREAD.seconds(() -> compile(graph));
            double fold = Clock.THREAD.seconds(() -> fold(kept.program()));
            total += compile + fold;
            compileSeconds = Math.min(compileSeconds, compile);
            foldSeconds = Math.min(foldSeconds, fold);
        }
        int edges = graph.edgeCount();
        return new FoldingTimes(
                edges,
                kept.program().tokens().rows(),
                compileSeconds,
                foldSeconds,
                1e9 * foldSeconds / edges,
                (double) kept.report().bytes() / edges,
                (double) keptBytes / edges,
                peakBytes);
    }

    private static Program compile(FactorGraph graph) {
        return BpCompiler.compile(graph, CompilerOptions.loopy(ROUNDS)).program();
    }

    private static FoldedProgram fold(Program program) {
        return new FoldedEngine().prepare(program);
    }
}
