package org.deciban.compiler;

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
     * @throws CompileBudgetException if the model would be larger than the budget; nothing of its size was built
     */
    public static CompiledModel compile(FactorGraph graph, CompilerOptions options) {
        RowFactorGraph rows = TablesToRows.apply(graph);
        Plan plan = Plan.of(rows, options);
        plan.requireWithinBudget(options);
        LoweredModel lowered = RowAttention.lower(plan.rows(), plan.bounds(), options.damping());
        return new CompiledModel(new IntermediateModel(graph, options, plan), lowered, new DenseEngine());
    }

    /**
     * The intermediate form alone, to be run or measured: no weights and no tokens are built.
     *
     * @throws CompileException as {@link #compile}
     * @throws CompileBudgetException if exactness is asked for and the junction tree is over the budget
     */
    public static IntermediateModel intermediate(FactorGraph graph, CompilerOptions options) {
        return new IntermediateModel(graph, options, Plan.of(TablesToRows.apply(graph), options));
    }
}
