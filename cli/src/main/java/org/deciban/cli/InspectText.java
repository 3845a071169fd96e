package org.deciban.cli;

import java.io.PrintStream;
import java.util.Optional;
import org.deciban.cli.InspectReport.Compiled;
import org.deciban.compiler.Construction;
import org.deciban.compiler.CostReport;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;

/** Sizes as text: the graph, each transformer, and the residual stream of the one that infer takes by default. */
final class InspectText {
    private InspectText() {}

    static void print(PrintStream out, InspectReport report) {
        Table table = new Table();
        table.row("model", report.model());
        addGraph(table, report);
        report.transformers().forEach(transformer -> {
            add(table, transformer.cost());
            transformer.fold().ifPresent(fold -> FoldFacts.add(table, fold));
        });
        table.print(out);
        out.println();
        Compiled preferred = report.transformers().get(report.transformers().size() - 1);
        printResidual(out, preferred.residual());
    }

    private static void addGraph(Table table, InspectReport report) {
        FactorGraph graph = report.graph();
        Topology topology = report.topology();
        int states =
                graph.variables().stream().mapToInt(Variable::cardinality).max().orElse(0);
        table.row("graph", Facts.graph(graph));
        table.row(
                "",
                Numbers.count(graph.edgeCount(), "edge", "edges") + ", at most "
                        + Numbers.count(states, "state", "states") + " a variable, "
                        + Numbers.count(topology.componentCount(), "component", "components") + ", treewidth at most "
                        + report.treewidthBound());
        topology.roundsForExactness()
                .ifPresent(rounds -> table.row(
                        "",
                        "longest path "
                                + Numbers.count(topology.longestPath().orElseThrow(), "edge", "edges")
                                + ": exact after " + Numbers.count(rounds, "round", "rounds")));
        table.row(
                "tables",
                Numbers.count(report.tableEntries(), "entry", "entries") + ", the largest "
                        + Numbers.count(report.largestTable()));
    }

    private static void add(Table table, CostReport cost) {
        table.row(Words.of(cost.mode()), Facts.transformer(Sizes.of(cost)));
        table.row("", Facts.rounds(cost));
        table.row(
                "",
                Numbers.count(cost.rowTokens()) + " of the tokens are "
                        + (cost.construction() == Construction.SCAN ? "paths of three states" : "table rows") + "; "
                        + Numbers.count(cost.feedForwardDim(), "hidden unit", "hidden units") + " a layer; "
                        + Numbers.count(cost.unrolledParameters()) + " parameters with every layer counted");
        table.row(
                "",
                Numbers.count(cost.modelBytes()) + " bytes of tokens, " + Numbers.count(cost.activationBytes())
                        + " bytes of activations, " + Numbers.brief(cost.patternEntries())
                        + " attention weights a dense forward pass"
                        + (WorkBudget.DEFAULT.allows(EngineChoice.FOLDED, Sizes.of(cost))
                                ? ""
                                : ": over the default --budget"));
    }

    private static void printResidual(PrintStream out, Optional<ResidualLayout> residual) {
        if (residual.isEmpty()) {
            out.println("residual stream: left out, the transformer is over the compiler's budget");
            return;
        }
        out.println("residual stream");
        Table table = new Table();
        for (Subspace subspace : residual.get().subspaces()) {
            int last = subspace.start() + subspace.size() - 1;
            table.row("", subspace.name(), subspace.size() == 1 ? "" + last : subspace.start() + "–" + last);
        }
        table.print(out);
    }
}
