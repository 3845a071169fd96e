package org.deciban.compiler;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deciban.compiler.ModelDiagram.Edge;
import org.deciban.compiler.internal.lowering.ExplainedLayer;
import org.deciban.compiler.internal.lowering.ExplainedLoop;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Subspace;

/** Writes down what the parts of a model are for: residual stream, layers, nodes of the diagram. */
final class TextRenderer {
    private final String caption;
    private final DiagramGraph graph;
    private final Provenance model;
    private final StringBuilder text = new StringBuilder();

    TextRenderer(String caption, DiagramGraph graph, Provenance model) {
        this.caption = caption;
        this.graph = graph;
        this.model = model;
    }

    String render() {
        ExplainedLoop loop = model.loop();
        line("residual stream, " + loop.layout().residual().modelDim() + " dimensions");
        for (Subspace block : loop.layout().residual().subspaces()) {
            line("  " + block + "  " + loop.layout().describe(block));
        }
        line("each of the rounds, " + model.rounds() + " of them");
        loop.body().forEach(this::layer);
        line("read-out");
        for (ExplainedLayer layer : loop.readOut()) {
            if (loop.body().contains(layer)) {
                line("  layer " + layer.layer().name() + ", as in the rounds");
            } else {
                layer(layer);
            }
        }
        line(caption);
        Map<Integer, List<Edge>> edgesTo = graph.edges().stream().collect(Collectors.groupingBy(Edge::to));
        for (int i = 0; i < graph.nodes().size(); i++) {
            line("  " + graph.nodes().get(i).label());
            for (Edge edge : edgesTo.getOrDefault(i, List.of())) {
                line("    reads " + graph.nodes().get(edge.from()).label() + " (" + edge.text() + ")");
            }
        }
        return text.toString();
    }

    private void layer(ExplainedLayer explained) {
        line("  layer " + explained.layer().name());
        List<AttentionHead> heads = explained.layer().heads();
        for (int h = 0; h < heads.size(); h++) {
            line("    head " + heads.get(h).name() + ": " + explained.heads().get(h));
        }
        for (int u = 0; u < explained.units().size(); u++) {
            line("    unit " + u + ": " + explained.units().get(u));
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
