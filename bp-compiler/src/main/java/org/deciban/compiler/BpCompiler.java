package org.deciban.compiler;

import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.lowering.LoweredModel;
import org.deciban.compiler.internal.passes.AbsorbConstants;
import org.deciban.compiler.internal.passes.TablesToRows;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.folded.FoldedEngine;

/** Compiles a factor graph into a transformer whose forward pass is belief propagation. */
public final class BpCompiler {
    private BpCompiler() {}

    /**
     * Compiles a graph, to run on the folded engine unless another is asked for; it is prepared when the model is first run.
     *
     * @throws CompileException if the graph cannot be compiled as asked, with every reason
     * @throws CompileBudgetException if the model would be larger than the budget; nothing of its size was built
     * @throws org.deciban.factorgraph.ImpossibleEvidenceException if the constants contradict a factor
     */
    public static CompiledModel compile(FactorGraph graph, CompilerOptions options) {
        return compile(intermediate(graph, options));
    }

    /**
     * Compiles what was planned.
     *
     * @throws CompileBudgetException as {@link #compile(FactorGraph, CompilerOptions)}
     */
    public static CompiledModel compile(IntermediateModel intermediate) {
        CompilerOptions options = intermediate.options();
        Plan plan = intermediate.plan();
        plan.requireWithinBudget(options);
        LoweredModel lowered = options.construction().lower(plan.rows(), plan.bounds(), options);
        return new CompiledModel(intermediate, lowered, new FoldedEngine());
    }

    /**
     * The intermediate form alone, to be run or measured: no weights and no tokens are built.
     *
     * @throws CompileException as {@link #compile(FactorGraph, CompilerOptions)}
     * @throws CompileBudgetException if exactness is asked for and the junction tree is over the budget
     * @throws org.deciban.factorgraph.ImpossibleEvidenceException as {@link #compile(FactorGraph, CompilerOptions)}
     */
    public static IntermediateModel intermediate(FactorGraph graph, CompilerOptions options) {
        RowFactorGraph declared = TablesToRows.apply(graph);
        RowFactorGraph open = AbsorbConstants.apply(declared, graph, options.constants());
        RowFactorGraph fitting = options.construction().fit(open, options);
        return new IntermediateModel(graph, options, Plan.of(fitting, options));
    }
}
