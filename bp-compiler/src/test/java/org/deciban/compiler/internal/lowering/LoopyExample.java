package org.deciban.compiler.internal.lowering;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;

/** A loopy graph with a factor of three variables and zeros, compiled, and which token stands for what in it. */
final class LoopyExample {
    private LoopyExample() {}

    static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("a", "0", "1")
            .variable("b", "0", "1", "2")
            .variable("c", "0", "1")
            .variable("d", "0", "1")
            .factor(List.of("a", "b", "c"), 1, 0, 3, 2, 0, 0.5, 2, 2, 0, 1, 1, 4)
            .factor(List.of("c", "d"), 1, 2, 3, 4)
            .factor(List.of("d", "a"), 2, 1, 1, 2)
            .factor(List.of("b"), 1, 2, 3)
            .factor(List.of("a"), 3, 1)
            .build();

    static final CompiledModel MODEL = BpCompiler.compile(GRAPH, CompilerOptions.loopy(3));

    /** Tokens in their documented order: the sink, a variable each, an edge each; rows from here on. */
    static final int FIRST_ROW = 1 + GRAPH.variables().size() + GRAPH.edgeCount();

    static final Evidence EVIDENCE =
            GRAPH.evidence().observe("d", "1").likelihood("b", 0.5, 0, 1).build();

    /** A message token: its factor, and the place of its receiver in the scope. */
    record Edge(int factor, int place) {
        int receiver() {
            return GRAPH.scope(factor)[place];
        }

        /** The places of the other variables, in order: what the slots are bound to. */
        List<Integer> others() {
            List<Integer> others = new ArrayList<>();
            for (int other = 0; other < GRAPH.scope(factor).length; other++) {
                if (other != place) {
                    others.add(other);
                }
            }
            return others;
        }
    }

    static List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int f = 0; f < GRAPH.factors().size(); f++) {
            for (int place = 0; place < GRAPH.scope(f).length; place++) {
                edges.add(new Edge(f, place));
            }
        }
        return edges;
    }

    static int token(Edge edge) {
        return 1 + GRAPH.variables().size() + edges().indexOf(edge);
    }

    static int token(int variable) {
        return 1 + variable;
    }

    /** The messages into a variable and its evidence. */
    static List<Integer> tokensAt(int variable) {
        List<Integer> tokens = new ArrayList<>(List.of(token(variable)));
        edges().stream().filter(edge -> edge.receiver() == variable).forEach(edge -> tokens.add(token(edge)));
        return tokens;
    }

    static HookPoint point(int layer, String head, Site site) {
        List<AttentionHead> heads = MODEL.transformer().layers().get(layer).heads();
        for (int h = 0; h < heads.size(); h++) {
            if (heads.get(h).name().equals(head)) {
                return new HookPoint(layer, h, site);
            }
        }
        throw new AssertionError("no head " + head);
    }

    static Matrix recorded(int layer, String head, Site site) {
        HookPoint point = point(layer, head, site);
        return MODEL.trace(EVIDENCE, point::equals).get(point);
    }
}
