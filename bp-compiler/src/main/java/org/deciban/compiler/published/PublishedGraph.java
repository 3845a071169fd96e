package org.deciban.compiler.published;

import java.util.ArrayList;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * The state that the published construction encodes into tokens: nodes, each with a belief.
 *
 * @param nodes variables and factors, in the order of the tokens
 */
public record PublishedGraph(List<PublishedNode> nodes) {

    /**
     * @throws IllegalArgumentException if there is no node, or a neighbour is not the index of another node
     */
    public PublishedGraph {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a graph has at least one node");
        }
        for (int i = 0; i < nodes.size(); i++) {
            for (int neighbour : nodes.get(i).neighbours()) {
                if (neighbour < 0 || neighbour >= nodes.size() || neighbour == i) {
                    throw new IllegalArgumentException(
                            "node " + i + " of " + nodes.size() + " has the neighbour " + neighbour);
                }
            }
        }
    }

    /**
     * A factor graph of Boolean variables: first the variables, then the factors.
     *
     * <p>The belief of a variable is its evidence, normalised, and ½ without; that of a factor ½. A variable with two factors
     * and a factor over two variables are all that fits.
     *
     * @throws IllegalArgumentException if a variable is not Boolean, or a node has more than two neighbours
     */
    public static PublishedGraph of(FactorGraph graph, Evidence evidence) {
        List<PublishedNode> nodes = new ArrayList<>();
        int variables = graph.variables().size();
        for (int v = 0; v < variables; v++) {
            Variable variable = graph.variables().get(v);
            if (variable.cardinality() != 2) {
                throw new IllegalArgumentException("variable " + variable + " has " + variable.cardinality()
                        + " states; the published construction takes 2");
            }
            List<Integer> neighbours = new ArrayList<>();
            for (int f : graph.factorsOf(v)) {
                neighbours.add(variables + f);
            }
            double no = evidence.likelihood(variable, 0);
            double yes = evidence.likelihood(variable, 1);
            nodes.add(new PublishedNode(false, yes / (no + yes), neighbours, PublishedNode.NO_TABLE));
        }
        for (int f = 0; f < graph.factors().size(); f++) {
            List<Integer> neighbours = new ArrayList<>();
            for (int v : graph.scope(f)) {
                neighbours.add(v);
            }
            nodes.add(new PublishedNode(
                    true, 0.5, neighbours, table(graph.factors().get(f))));
        }
        return new PublishedGraph(nodes);
    }

    private static List<Double> table(Factor factor) {
        List<Double> table = new ArrayList<>();
        for (int i = 0; i < factor.size(); i++) {
            table.add(factor.weight(i));
        }
        return table.size() == 4 ? table : PublishedNode.NO_TABLE;
    }

    /** The beliefs, node by node. */
    public List<Double> beliefs() {
        return nodes.stream().map(PublishedNode::belief).toList();
    }

    /** The same nodes with other beliefs. */
    public PublishedGraph withBeliefs(List<Double> beliefs) {
        List<PublishedNode> updated = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            updated.add(nodes.get(i).withBelief(beliefs.get(i)));
        }
        return new PublishedGraph(updated);
    }

    /**
     * The round that the published construction is meant to perform, computed on the graph: every variable takes {@code
     * updateBelief} of what its two neighbours believe, with ½ in the place of a neighbour that it lacks; factors keep their
     * beliefs.
     */
    public PublishedGraph afterTargetRound() {
        List<Double> beliefs = new ArrayList<>();
        for (PublishedNode node : nodes) {
            beliefs.add(node.isFactor() ? node.belief() : updateBelief(target(node, 0), target(node, 1)));
        }
        return withBeliefs(beliefs);
    }

    /** What a slot of a node should gather: the belief of that neighbour, or ½. */
    public double target(PublishedNode node, int slot) {
        return slot < node.neighbours().size()
                ? nodes.get(node.neighbours().get(slot)).belief()
                : 0.5;
    }

    /** {@code ab / (ab + (1−a)(1−b))}; ½ where it is 0/0, at (0, 1) and (1, 0). */
    static double updateBelief(double a, double b) {
        double yes = a * b;
        double no = (1 - a) * (1 - b);
        return yes + no == 0 ? 0.5 : yes / (yes + no);
    }
}
