package org.deciban.compiler;

import java.util.List;
import org.deciban.compiler.ModelDiagram.Edge;
import org.deciban.compiler.ModelDiagram.Node;

/** Writes a diagram as a Mermaid flowchart. */
final class MermaidRenderer {
    private final String caption;
    private final DiagramGraph graph;
    private final List<String> factorNames;
    private final StringBuilder mermaid = new StringBuilder();

    MermaidRenderer(String caption, DiagramGraph graph, List<String> factorNames) {
        this.caption = caption;
        this.graph = graph;
        this.factorNames = factorNames;
    }

    String render() {
        mermaid.append("flowchart LR\n  %% ").append(caption).append('\n');
        for (int factor = 0; factor < factorNames.size(); factor++) {
            subgraph(factor);
        }
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (graph.nodes().get(i).factor().isEmpty()) {
                node("  ", i);
            }
        }
        for (Edge edge : graph.edges()) {
            mermaid.append("  n").append(edge.from()).append(" -->|").append(quoted(edge.text()));
            mermaid.append("| n").append(edge.to()).append('\n');
        }
        return mermaid.toString();
    }

    /** The nodes of a factor in a box of their own, if there are several. */
    private void subgraph(int factor) {
        List<Integer> members = graph.nodesOf(factor);
        if (members.size() == 1) {
            node("  ", members.get(0));
        } else if (members.size() > 1) {
            mermaid.append("  subgraph f").append(factor).append('[');
            mermaid.append(quoted(factorNames.get(factor))).append("]\n");
            members.forEach(i -> node("    ", i));
            mermaid.append("  end\n");
        }
    }

    private void node(String indent, int i) {
        Node node = graph.nodes().get(i);
        boolean round = node.kind() == TokenOrigin.Kind.VARIABLE;
        mermaid.append(indent).append('n').append(i).append(round ? "([" : "[");
        mermaid.append(quoted(node.label())).append(round ? "])" : "]").append('\n');
    }

    /** Mermaid has no escape inside quotes but character entities, which begin with # and not with &amp;. */
    private static String quoted(String text) {
        return '"' + text.replace("#", "#35;").replace("\"", "#quot;") + '"';
    }
}
