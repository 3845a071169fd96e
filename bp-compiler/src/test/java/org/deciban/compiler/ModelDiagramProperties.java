package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deciban.compiler.ModelDiagram.Detail;
import org.deciban.compiler.ModelDiagram.Edge;
import org.deciban.compiler.TokenOrigin.Kind;
import org.deciban.compiler.decompile.ImplicitFactorGraph;
import org.deciban.compiler.decompile.ImplicitHead;
import org.deciban.compiler.decompile.WeightedEdge;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;

/** What a diagram draws, compared with what the weights do. */
class ModelDiagramProperties {
    private record Reading(int from, int to, String label) {}

    /**
     * AND: who is heard by a sum head and not taken away by the minus head. OR: who is heard by the row head. Belief: who is
     * heard by the sum head of a variable token.
     */
    @Property(tries = 100)
    void theEdgesAreThoseOfTheWeights(
            @ForAll long seed, @ForAll @IntRange(min = 3, max = 6) int variables, @ForAll Construction construction) {
        FactorGraph graph = RandomModels.factorTree(seed, variables, 3, TableLaw.binary());
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.loopy(1).withConstruction(construction));
        ImplicitFactorGraph implicit = ImplicitFactorGraph.of(model.transformer(), model.tokens());

        Set<Reading> expected = new HashSet<>();
        Set<Reading> takenAway = new HashSet<>();
        implicit.rounds().get(0).heads().forEach(head -> collect(model, head, "sum.", "minus.", expected, takenAway));
        implicit.rounds().get(1).heads().forEach(head -> collect(model, head, "rows", "", expected, new HashSet<>()));
        expected.removeAll(takenAway);

        Set<Reading> drawn = new HashSet<>();
        for (Edge edge : DiagramGraph.of(model.provenance(), Detail.TOKENS).edges()) {
            drawn.add(new Reading(edge.from(), edge.to(), edge.label()));
            assertThat(edge.count()).isEqualTo(1);
        }
        assertThat(drawn).isEqualTo(expected);
    }

    private static void collect(
            CompiledModel model, ImplicitHead head, String adds, String takes, Set<Reading> added, Set<Reading> taken) {
        String name = head.form().name();
        Set<Reading> into = name.startsWith(adds) ? added : !takes.isEmpty() && name.startsWith(takes) ? taken : null;
        for (WeightedEdge edge : into == null ? List.<WeightedEdge>of() : head.edges()) {
            Kind from = model.origin(edge.from()).kind();
            Kind to = model.origin(edge.to()).kind();
            // A variable token hears its own evidence too; nothing is drawn from a token to itself.
            if (from != Kind.SINK && edge.from() != edge.to()) {
                String label = to == Kind.VARIABLE ? "belief" : from == Kind.ROW ? "OR" : "AND";
                into.add(new Reading(edge.from(), edge.to(), label));
            }
        }
    }

    /** However coarse, no reading is lost; and every detail has fewer nodes than the finer ones, or no more than can be refused. */
    @Property(tries = 100)
    void coarserDiagramsHaveFewerNodesAndAccountForEveryReading(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int variables) {
        FactorGraph graph = RandomModels.factorTree(seed, variables, 3, TableLaw.binary());
        Provenance model = BpCompiler.compile(graph, CompilerOptions.loopy(1)).provenance();
        int finer = Integer.MAX_VALUE;
        for (Detail detail : Detail.values()) {
            int nodes = DiagramGraph.countNodes(model, detail);
            assertThat(DiagramGraph.of(model, detail).nodes()).hasSize(nodes);
            assertThat(nodes).isLessThanOrEqualTo(detail == Detail.KINDS ? ModelDiagram.LEAST_NODES : finer);
            finer = nodes;
        }
        int readings = DiagramGraph.of(model, Detail.TOKENS).edges().size();
        int counted = DiagramGraph.of(model, Detail.KINDS).edges().stream()
                .mapToInt(Edge::count)
                .sum();
        assertThat(counted).isEqualTo(readings);
    }
}
