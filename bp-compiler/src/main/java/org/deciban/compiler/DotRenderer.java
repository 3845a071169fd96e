package org.deciban.compiler;

import java.util.List;
import org.deciban.compiler.ModelDiagram.Edge;
import org.deciban.compiler.ModelDiagram.Node;

/** Writes a diagram in the DOT language of Graphviz. */
final class DotRenderer {
    private final String caption;
    private final DiagramGraph graph;
    private final List<String> factorNames;
    private final StringBuilder dot = new StringBuilder();

    DotRenderer(String caption, DiagramGraph graph, List<String> factorNames) {
        this.caption = caption;
        this.graph = graph;
        this.factorNames = factorNames;
    }

    String render() {
        dot.append("digraph model {\n");
        dot.append("  label=").append(quoted(caption)).append(";\n  rankdir=LR;\n");
        for (int factor = 0; factor < factorNames.size(); factor++) {
            cluster(factor);
        }
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (graph.nodes().get(i).factor().isEmpty()) {
                node("  ", i);
            }
        }
        for (Edge edge : graph.edges()) {
            dot.append("  n").append(edge.from()).append(" -> n").append(edge.to());
            dot.append(" [label=").append(quoted(edge.text())).append("];\n");
        }
        return dot.append("}\n").toString();
    }

    /** The nodes of a factor in a box of their own, if there are several. */
    private void cluster(int factor) {
        List<Integer> members = graph.nodesOf(factor);
        if (members.size() == 1) {
            node("  ", members.get(0));
        } else if (members.size() > 1) {
            dot.append("  subgraph cluster_").append(factor).append(" {\n");
            dot.append("    label=").append(quoted(factorNames.get(factor))).append(";\n");
            members.forEach(i -> node("    ", i));
            dot.append("  }\n");
        }
    }

    private void node(String indent, int i) {
        Node node = graph.nodes().get(i);
        String shape = switch (node.kind()) {
            case SINK -> "point";
            case VARIABLE -> "ellipse";
            case MESSAGE -> "box";
            case ROW -> "plaintext";
        };
        dot.append(indent).append('n').append(i).append(" [shape=").append(shape);
        dot.append(", label=").append(quoted(node.label())).append("];\n");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
