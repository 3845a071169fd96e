package org.deciban.compiler;

import java.util.List;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.lowering.LoweredModel;
import org.deciban.compiler.internal.lowering.RowAttention;
import org.deciban.compiler.internal.passes.TablesToRows;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.engine.DenseEngine;

/** Compiles a factor graph into a transformer whose forward pass is belief propagation. */
public final class BpCompiler {
    private BpCompiler() {}

    /**
     * Compiles a graph.
     *
     * @throws CompileException if the graph cannot be compiled as asked, with every reason
     * @throws CompileBudgetException if the model would be larger than the budget; nothing was built
     */
    public static CompiledModel compile(FactorGraph graph, CompilerOptions options) {
        RowFactorGraph rows = TablesToRows.apply(graph);
        Promise promise = Promise.of(rows, options);
        ModelBounds bounds = bounds(rows, options);
        requireWithinBudget(CostReport.of(rows, bounds, promise.rounds()), options);
        LoweredModel lowered = RowAttention.lower(rows, bounds, options.damping());
        return new CompiledModel(graph, options, promise, bounds, rows, lowered, new DenseEngine());
    }

    /** What compiling would cost; builds no weights and no tokens. */
    public static CostReport cost(FactorGraph graph, CompilerOptions options) {
        RowFactorGraph rows = TablesToRows.apply(graph);
        return CostReport.of(
                rows, bounds(rows, options), Promise.of(rows, options).rounds());
    }

    private static ModelBounds bounds(RowFactorGraph rows, CompilerOptions options) {
        ModelBounds least = ModelBounds.of(rows);
        ModelBounds bounds = options.bounds().orElse(least);
        if (!bounds.cover(least)) {
            throw new CompileException(List.of("the graph does not fit in " + bounds + ": it needs " + least));
        }
        return bounds;
    }

    private static void requireWithinBudget(CostReport cost, CompilerOptions options) {
        if (cost.modelBytes() > options.budgetBytes()) {
            throw new CompileBudgetException(cost, options.budgetBytes());
        }
    }
}
