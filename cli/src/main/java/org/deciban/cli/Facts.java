package org.deciban.cli;

import java.util.OptionalInt;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.Construction;
import org.deciban.compiler.CostReport;
import org.deciban.compiler.CostReport.JunctionTreeSize;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.Variable;

/** Sizes as sentences, for people. */
final class Facts {
    private static final String A_SCAN = "a scan along chains";

    private Facts() {}

    /** {@code 8 variables, 8 factors, 16 states; loopy, girth 6}. */
    static String graph(FactorGraph graph) {
        long states =
                graph.variables().stream().mapToLong(Variable::cardinality).sum();
        return Numbers.count(graph.variables().size(), "variable", "variables") + ", "
                + Numbers.count(graph.factors().size(), "factor", "factors") + ", "
                + Numbers.count(states, "state", "states") + "; " + shape(Topology.of(graph));
    }

    /** {@code forest} or {@code loopy, girth 6}. */
    static String shape(Topology topology) {
        OptionalInt girth = topology.girth();
        return girth.isEmpty() ? "forest" : "loopy, girth " + girth.getAsInt();
    }

    /** {@code 97 tokens × 74 dimensions, 41 layers, 145 heads, 18,431 parameters}. */
    static String transformer(Sizes sizes) {
        return Numbers.count(sizes.tokens(), "token", "tokens") + " × "
                + Numbers.count(sizes.modelDim(), "dimension", "dimensions") + ", "
                + Numbers.count(sizes.layers(), "layer", "layers") + ", "
                + Numbers.count(sizes.heads(), "head", "heads") + ", "
                + Numbers.count(sizes.distinctParameters(), "parameter", "parameters");
    }

    /**
     * {@code 20 rounds of belief propagation}, {@code 5 rounds on a junction tree of 6 cliques, width 2}, or {@code a scan along chains, 11
     * compositions}: two layers each, and one that reads.
     */
    static String rounds(CostReport cost) {
        if (cost.construction() == Construction.SCAN) {
            return A_SCAN + ", " + Numbers.count(cost.layers() / 2, "composition", "compositions");
        }
        JunctionTreeSize tree = cost.junctionTree();
        return Numbers.count(cost.rounds(), "round", "rounds")
                + (tree.equals(JunctionTreeSize.NONE)
                        ? " of belief propagation"
                        : " on a junction tree of " + Numbers.count(tree.cliques(), "clique", "cliques") + ", width "
                                + tree.width());
    }

    /** The same of a model of which only the weights are known. */
    static String rounds(BeliefModel model) {
        String rounds = Numbers.count(model.rounds(), "round", "rounds");
        return switch (model.propagatesOn()) {
            case CHAINS -> A_SCAN;
            case JUNCTION_TREE -> rounds + " on a junction tree";
            case DECLARED, SPLIT_GATES -> rounds + " of belief propagation";
        };
    }
}
