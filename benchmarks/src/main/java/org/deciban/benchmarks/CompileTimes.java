package org.deciban.benchmarks;

import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.CostReport;
import org.deciban.factorgraph.FactorGraph;

/**
 * What compiling one network costs, by row attention on the graph itself: time and size are linear in rows and edges.
 *
 * @param edges (factor, variable) pairs
 * @param rowTokens tokens that stand for table rows
 * @param modelDim width of the residual stream
 * @param entries token entries that are not zero
 * @param seconds of processor time from the graph to weights and tokens, the fastest of three runs
 * @param nanosecondsPerEntry the same for each token entry
 * @param bytesPerRowAndEdge what the tokens may take, over row tokens and edges together
 */
record CompileTimes(
        String model,
        int edges,
        long rowTokens,
        int modelDim,
        int entries,
        double seconds,
        double nanosecondsPerEntry,
        double bytesPerRowAndEdge) {
    private static final int REPETITIONS = 3;

    static CompileTimes measure(String model, FactorGraph graph) {
        CompilerOptions options = CompilerOptions.loopy();
        double seconds = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPETITIONS; i++) {
            seconds = Math.min(seconds, Clock.THREAD.seconds(() -> BpCompiler.compile(graph, options)));
        }
        CompiledModel compiled = BpCompiler.compile(graph, options);
        CostReport cost = compiled.cost();
        int entries = compiled.tokens().nonZeros();
        return new CompileTimes(
                model,
                cost.edges(),
                cost.rowTokens(),
                cost.modelDim(),
                entries,
                seconds,
                1e9 * seconds / entries,
                (double) cost.modelBytes() / (cost.rowTokens() + cost.edges()));
    }
}
