package org.deciban.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.compiler.CostReport;
import org.deciban.compiler.Mode;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;

/**
 * The answer of {@code deciban inspect}, as text and as JSON.
 *
 * @param residual empty where the transformer is over the compiler's budget
 */
record InspectReport(
        String model, FactorGraph graph, Topology topology, CostReport cost, Optional<ResidualLayout> residual) {

    void printJson(PrintStream out) {
        Json.print(out, json -> {
            json.text("model", model);
            json.object("graph", () -> writeGraph(json));
            json.object("transformer", () -> writeTransformer(json));
            if (residual.isPresent()) {
                json.array("residual", () -> writeResidual(json, residual.get()));
            } else {
                json.nothing("residual");
            }
        });
    }

    private void writeGraph(Json json) throws IOException {
        json.count("variables", graph.variables().size());
        json.count("factors", graph.factors().size());
        json.count("edges", graph.edgeCount());
        json.object("states", () -> {
            for (Variable variable : graph.variables()) {
                json.array(variable.name(), () -> {
                    for (String state : variable.states()) {
                        json.text(state);
                    }
                });
            }
        });
        json.count("tableEntries", tableEntries());
        json.count("largestTable", largestTable());
        json.count("components", topology.componentCount());
        json.flag("forest", topology.isForest());
        json.count("girth", topology.girth());
        json.count("longestPath", topology.longestPath());
        json.count("roundsForExactness", topology.roundsForExactness());
    }

    private void writeTransformer(Json json) throws IOException {
        json.text("mode", Words.of(mode()));
        json.count("rounds", cost.rounds());
        json.count("tokens", cost.tokens());
        json.count("rowTokens", cost.rowTokens());
        json.count("modelDim", cost.modelDim());
        json.count("layers", cost.layers());
        json.count("heads", cost.heads());
        json.count("feedForwardDim", cost.feedForwardDim());
        json.count("distinctParameters", cost.distinctParameters());
        json.count("unrolledParameters", cost.unrolledParameters());
        json.count("modelBytes", cost.modelBytes());
        json.count("activationBytes", cost.activationBytes());
        json.brief("patternEntries", cost.patternEntries());
    }

    private static void writeResidual(Json json, ResidualLayout layout) throws IOException {
        for (Subspace subspace : layout.subspaces()) {
            json.object(() -> {
                json.text("name", subspace.name());
                json.count("start", subspace.start());
                json.count("size", subspace.size());
            });
        }
    }

    private Mode mode() {
        return topology.isForest() ? Mode.EXACT : Mode.LOOPY;
    }

    private long tableEntries() {
        return graph.factors().stream().mapToLong(Factor::size).sum();
    }

    private int largestTable() {
        return graph.factors().stream().mapToInt(Factor::size).max().orElse(0);
    }

    private int largestCardinality() {
        return graph.variables().stream().mapToInt(Variable::cardinality).max().orElse(0);
    }

    void printText(PrintStream out) {
        Table table = new Table();
        table.row("model", model);
        table.row("graph", Facts.graph(graph));
        table.row(
                "",
                Numbers.count(graph.edgeCount(), "edge", "edges") + ", at most "
                        + Numbers.count(largestCardinality(), "state", "states") + " a variable, "
                        + Numbers.count(topology.componentCount(), "component", "components"));
        OptionalInt rounds = topology.roundsForExactness();
        if (rounds.isPresent()) {
            table.row(
                    "",
                    "longest path " + Numbers.count(topology.longestPath().orElseThrow(), "edge", "edges")
                            + ": exact after " + Numbers.count(rounds.getAsInt(), "round", "rounds"));
        }
        table.row(
                "tables",
                Numbers.count(tableEntries(), "entry", "entries") + ", the largest " + Numbers.count(largestTable()));
        table.row("transformer", Facts.transformer(cost));
        table.row("", Facts.promise(mode(), cost.rounds()));
        table.row(
                "",
                Numbers.count(cost.rowTokens()) + " of the tokens are table rows; "
                        + Numbers.count(cost.feedForwardDim(), "hidden unit", "hidden units") + " a layer; "
                        + Numbers.count(cost.unrolledParameters()) + " parameters with every layer counted");
        table.row(
                "memory",
                Numbers.count(cost.modelBytes()) + " bytes of tokens, " + Numbers.count(cost.activationBytes())
                        + " bytes of activations");
        table.row(
                "work",
                Numbers.brief(cost.patternEntries()) + " attention weights a forward pass of the dense engine"
                        + (WorkBudget.DEFAULT.allows(cost)
                                ? ""
                                : ", over the default --budget of "
                                        + Numbers.brief(WorkBudget.DEFAULT.attentionWeights())));
        table.print(out);
        out.println();
        printResidual(out);
    }

    private void printResidual(PrintStream out) {
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
