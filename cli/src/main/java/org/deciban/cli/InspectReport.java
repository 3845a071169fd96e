package org.deciban.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deciban.compiler.CostReport;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.Triangulation;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.folded.FoldReport;

/** What {@code deciban inspect} says; {@link InspectText} is the same as text. */
record InspectReport(String model, FactorGraph graph, Topology topology, List<Compiled> transformers) {
    /**
     * A transformer that the graph compiles into.
     *
     * @param residual empty where the transformer is too large to build
     * @param fold what folding found, if that was asked for
     */
    record Compiled(CostReport cost, Optional<ResidualLayout> residual, Optional<FoldReport> fold) {}

    /** The width of the min-fill triangulation, which no treewidth exceeds: the variables of the largest clique, less one. */
    int treewidthBound() {
        int[] cardinality =
                graph.variables().stream().mapToInt(Variable::cardinality).toArray();
        List<int[]> scopes = IntStream.range(0, graph.factors().size())
                .mapToObj(graph::scope)
                .toList();
        return Triangulation.cheapest(cardinality, scopes).cliques().stream()
                        .mapToInt(clique -> clique.separator().length + clique.residual().length)
                        .max()
                        .orElseThrow()
                - 1;
    }

    long tableEntries() {
        return graph.factors().stream().mapToLong(Factor::size).sum();
    }

    int largestTable() {
        return graph.factors().stream().mapToInt(Factor::size).max().orElse(0);
    }

    void printJson(PrintStream out) {
        Json.print(out, json -> {
            json.text("model", model);
            json.object("graph", () -> writeGraph(json));
            json.array("transformers", () -> {
                for (Compiled transformer : transformers) {
                    json.object(() -> write(json, transformer));
                }
            });
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
        json.count("treewidthBound", treewidthBound());
        json.count("longestPath", topology.longestPath());
        json.count("roundsForExactness", topology.roundsForExactness());
    }

    private static void write(Json json, Compiled transformer) throws IOException {
        CostReport cost = transformer.cost();
        json.text("mode", Words.of(cost.mode()));
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
        json.brief("attentionWeights", cost.patternEntries());
        if (transformer.residual().isPresent()) {
            json.array("residual", () -> write(json, transformer.residual().get()));
        } else {
            json.nothing("residual");
        }
        if (transformer.fold().isPresent()) {
            json.object("fold", () -> FoldFacts.write(json, transformer.fold().get()));
        }
    }

    private static void write(Json json, ResidualLayout layout) throws IOException {
        for (Subspace subspace : layout.subspaces()) {
            json.object(() -> {
                json.text("name", subspace.name());
                json.count("start", subspace.start());
                json.count("size", subspace.size());
            });
        }
    }
}
