package org.deciban.compiler;

import java.util.OptionalInt;

/**
 * What a compiled model is made of, for people: its tokens grouped by factor, who reads whom, and what every part of the
 * weights is for.
 *
 * <p>An edge is drawn from the token that is read to the token that reads. It is labelled with what the reading is for:
 * <em>AND</em>, a message token gathers what a variable of its factor knows but for what the factor told it (sum and minus
 * heads); <em>OR</em>, a message token averages over its rows (row head); <em>belief</em>, a variable token gathers
 * everything that reaches it. The sink and the heads in which a token looks at itself are not drawn as edges.
 *
 * <p>A picture of a thousand tokens shows nothing. So a diagram has at most as many nodes as asked for and takes the finest
 * {@link Detail} that fits, and says which.
 */
public final class ModelDiagram {
    /** The fewest nodes that can be asked for: one for each kind of token. */
    public static final int LEAST_NODES = TokenOrigin.Kind.values().length;

    /** What one node stands for, from fine to coarse. */
    public enum Detail {
        /** A token. */
        TOKENS("one node per token"),
        /** A token; a row is part of the message token that reads it. */
        ROWS_FOLDED("row tokens folded into their messages"),
        /** A variable, or a factor with all its tokens. */
        FACTORS("one node per variable and factor"),
        /** All tokens of a kind. */
        KINDS("one node per kind of token");

        private final String words;

        Detail(String words) {
            this.words = words;
        }
    }

    /**
     * A node.
     *
     * @param label what it stands for
     * @param kind the kind of its tokens; that of its messages for a factor
     * @param factor the factor that its tokens belong to, if they belong to one
     */
    record Node(String label, TokenOrigin.Kind kind, OptionalInt factor) {}

    /**
     * An edge.
     *
     * @param from the index of the node that is read
     * @param to the index of the node that reads
     * @param label what for
     * @param count how many pairs of tokens
     */
    record Edge(int from, int to, String label, int count) {
        String text() {
            return count == 1 ? label : label + " ×" + count;
        }
    }

    private final Provenance model;
    private final Detail detail;
    private final String caption;
    private final DiagramGraph graph;

    private ModelDiagram(Provenance model, Detail detail, int maxNodes, DiagramGraph graph) {
        this.model = model;
        this.detail = detail;
        this.graph = graph;
        this.caption = model.tokens() + " tokens drawn as " + graph.nodes().size() + " nodes, " + detail.words
                + (detail == Detail.TOKENS ? "" : ", since at most " + maxNodes + " nodes were asked for");
    }

    /**
     * The finest diagram of a model within a number of nodes.
     *
     * @param maxNodes at least {@link #LEAST_NODES}
     * @throws IllegalArgumentException if fewer nodes are asked for
     */
    public static ModelDiagram of(CompiledModel model, int maxNodes) {
        if (maxNodes < LEAST_NODES) {
            throw new IllegalArgumentException("a diagram needs at least " + LEAST_NODES + " nodes, got " + maxNodes);
        }
        Provenance provenance = model.provenance();
        for (Detail detail : Detail.values()) {
            if (DiagramGraph.countNodes(provenance, detail) <= maxNodes) {
                return new ModelDiagram(provenance, detail, maxNodes, DiagramGraph.of(provenance, detail));
            }
        }
        throw new AssertionError("there are more kinds of token than " + LEAST_NODES);
    }

    /** What one node stands for. */
    public Detail detail() {
        return detail;
    }

    /** How many tokens there are, how many nodes are drawn, and what was put together. */
    public String caption() {
        return caption;
    }

    /** The diagram in the DOT language of Graphviz, factors as clusters. */
    public String toDot() {
        return new DotRenderer(caption, graph, model.factorNames()).render();
    }

    /** The diagram as a Mermaid flowchart, factors as subgraphs. */
    public String toMermaid() {
        return new MermaidRenderer(caption, graph, model.factorNames()).render();
    }

    /** The residual stream, the layers with their heads and hidden units, and the nodes of the diagram, as text. */
    public String toText() {
        return new TextRenderer(caption, graph, model).render();
    }
}
