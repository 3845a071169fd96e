package org.deciban.cli;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.Budget;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.IntermediateModel;
import org.deciban.compiler.Mode;
import org.deciban.compiler.PropagationGraph;
import org.deciban.compiler.TreeShape;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;

/**
 * What a graph is compiled for where nobody decides.
 *
 * @param plans what was chosen, each ready to be compiled; what infer takes by default comes last
 * @param notTried what else could be promised, each with the reason and a way to have it
 */
record Promises(List<IntermediateModel> plans, List<String> notTried) {
    /**
     * What can be promised of a graph: on a forest exactness, by a shallow tree too where that is asked for and saves rounds; on a
     * graph with cycles loopy belief propagation, and exactness too where its junction tree is within the budget.
     *
     * @param undecided options without a mode
     */
    static Promises of(FactorGraph graph, CompilerOptions undecided) {
        IntermediateModel preferred = BpCompiler.intermediate(graph, undecided);
        if (preferred.propagatesOn() == PropagationGraph.JUNCTION_TREE) {
            CompilerOptions asItIs = undecided.withTree(TreeShape.NARROW);
            boolean forest = Topology.of(graph).isForest();
            IntermediateModel itself = BpCompiler.intermediate(graph, forest ? asItIs : asItIs.withMode(Mode.LOOPY));
            return new Promises(List.of(itself, preferred), List.of());
        }
        boolean exactness = preferred.mode() == Mode.LOOPY
                && undecided.construction() == Construction.ROWS
                && undecided.damping() == 0;
        return new Promises(List.of(preferred), exactness ? List.of(whyNotExact(undecided.budget())) : List.of());
    }

    /** The one that was decided for. */
    static Promises decided(FactorGraph graph, CompilerOptions options) {
        return new Promises(List.of(BpCompiler.intermediate(graph, options)), List.of());
    }

    /**
     * These, and exactness if it is not among them.
     *
     * @throws org.deciban.compiler.CompileBudgetException if that is over the budget
     */
    Promises exactToo(FactorGraph graph, CompilerOptions undecided) {
        if (plans.stream().anyMatch(plan -> plan.mode() == Mode.EXACT)) {
            return this;
        }
        List<IntermediateModel> all = new ArrayList<>(plans);
        all.add(BpCompiler.intermediate(graph, undecided.withMode(Mode.EXACT)));
        return new Promises(all, List.of());
    }

    private static String whyNotExact(Budget budget) {
        return "exact: the junction tree has more than "
                + Numbers.count(Math.min(budget.unaskedRows(), budget.junctionTreeRows()))
                + " rows"
                + (Double.isInfinite(budget.patternEntries())
                        ? ""
                        : ", or over " + Numbers.brief(budget.patternEntries()) + " attention weights")
                + ". Maybe ask for --mode exact?";
    }
}
