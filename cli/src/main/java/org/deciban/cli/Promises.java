package org.deciban.cli;

import java.util.List;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.CostReport;
import org.deciban.compiler.CostReport.JunctionTreeSize;
import org.deciban.compiler.Mode;
import org.deciban.factorgraph.FactorGraph;

/** What a graph is compiled for where nobody decides. */
final class Promises {
    private Promises() {}

    /**
     * What can be promised of a graph: on a forest exactness; on a graph with cycles loopy belief propagation, and exactness
     * too where its junction tree is within the budget. What infer takes by default comes last.
     *
     * @param undecided options without a mode
     */
    static List<CompilerOptions> of(FactorGraph graph, CompilerOptions undecided) {
        CostReport preferred = BpCompiler.intermediate(graph, undecided).cost();
        return preferred.junctionTree().equals(JunctionTreeSize.NONE)
                ? List.of(undecided)
                : List.of(undecided.withMode(Mode.LOOPY), undecided.withMode(Mode.EXACT));
    }
}
