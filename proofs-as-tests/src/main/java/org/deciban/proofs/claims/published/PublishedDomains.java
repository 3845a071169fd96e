package org.deciban.proofs.claims.published;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.compiler.published.PublishedGraph;
import org.deciban.compiler.published.PublishedNode;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.generators.PublishedTrees;

/** The trees on which the published construction is tried; see {@link PublishedTrees}. */
final class PublishedDomains {
    /** Paths of 3 to 15 nodes under shuffled indices, made smaller node by node. */
    static final Domain<PublishedGraph> PATHS =
            Domain.of(PublishedDomains::path, PublishedDomains::smaller, PublishedDomains::text);

    private PublishedDomains() {}

    static PublishedGraph path(Random random) {
        return PublishedTrees.path(random);
    }

    /** Without a node that has at most one neighbour; with beliefs of one digit. */
    static Stream<PublishedGraph> smaller(PublishedGraph graph) {
        int nodes = graph.nodes().size();
        Stream<PublishedGraph> shorter = IntStream.range(0, nodes > 2 ? nodes : 0)
                .filter(i -> graph.nodes().get(i).neighbours().size() <= 1)
                .mapToObj(i -> without(graph, i));
        Stream<PublishedGraph> plainer = IntStream.range(0, nodes)
                .boxed()
                .flatMap(i -> Stream.of(rounded(graph.nodes().get(i).belief()))
                        .filter(belief -> belief != graph.nodes().get(i).belief())
                        .map(belief -> withBelief(graph, i, belief)));
        return Stream.concat(shorter, plainer);
    }

    private static double rounded(double belief) {
        return new BigDecimal(belief).round(new MathContext(1)).doubleValue();
    }

    private static PublishedGraph withBelief(PublishedGraph graph, int node, double belief) {
        List<PublishedNode> nodes = new ArrayList<>(graph.nodes());
        nodes.set(node, nodes.get(node).withBelief(belief));
        return new PublishedGraph(nodes);
    }

    private static PublishedGraph without(PublishedGraph graph, int removed) {
        List<PublishedNode> nodes = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            PublishedNode node = graph.nodes().get(i);
            List<Integer> neighbours = node.neighbours().stream()
                    .filter(neighbour -> neighbour != removed)
                    .map(neighbour -> neighbour > removed ? neighbour - 1 : neighbour)
                    .toList();
            if (i != removed) {
                nodes.add(new PublishedNode(node.isFactor(), node.belief(), neighbours, node.table()));
            }
        }
        return new PublishedGraph(nodes);
    }

    /** A line for each node. */
    static String text(PublishedGraph graph) {
        return IntStream.range(0, graph.nodes().size())
                .mapToObj(i -> text(i, graph.nodes().get(i)))
                .collect(Collectors.joining("\n"));
    }

    private static String text(int index, PublishedNode node) {
        return "node " + index + ": " + (node.isFactor() ? "factor" : "variable") + ", belief " + node.belief()
                + ", neighbours " + node.neighbours();
    }
}
