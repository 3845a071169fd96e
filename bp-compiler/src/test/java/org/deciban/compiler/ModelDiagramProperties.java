package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
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
            @ForAll long seed, @ForAll @IntRange(min = 3, max = 6) int variables, @ForAll boolean logOdds) {
        Construction construction = logOdds ? Construction.LOG_ODDS : Construction.ROWS;
        FactorGraph graph = RandomModels.factorTree(seed, variables, 3, TableLaw.binary());
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.loopy(1).withConstruction(construction));
        ImplicitFactorGraph implicit = ImplicitFactorGraph.of(model.transformer(), model.tokens());

        Set<Reading> expected = new HashSet<>();
        Set<Reading> takenAway = new HashSet<>();
        implicit.rounds().get(0).heads().forEach(head -> collect(model, head, "sum.", "minus.", expected, takenAway));
        implicit.rounds().get(1).heads().forEach(head -> collect(model, head, "rows", "", expected, new HashSet<>()));
        expected.removeAll(takenAway);
        assertDrawn(expected, model);
    }

    /**
     * AND: who is heard by the reach heads of the first two levels; those of the others go farther and are not drawn. OR: every
     * path, of which some have no weight here.
     */
    @Property(tries = 20)
    void theEdgesOfAScanAreThoseOfTheWeights(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 7) int variables, @ForAll boolean prior) {
        Random random = new Random(seed);
        FactorGraph.Builder builder = FactorGraph.builder();
        for (int v = 0; v < variables; v++) {
            builder.variable("x" + v, "no", "yes");
        }
        for (int v = prior ? 0 : 1; v < variables; v++) {
            List<String> scope = v == 0 ? List.of("x0") : List.of("x" + (v - 1), "x" + v);
            builder.factor(scope, random.doubles(1 << scope.size(), 0.1, 1).toArray());
        }
        CompiledModel model =
                BpCompiler.compile(builder.build(), CompilerOptions.exact().withConstruction(Construction.SCAN));
        Set<Reading> expected = new HashSet<>();
        ImplicitFactorGraph.of(model.transformer(), model.tokens()).rounds().stream()
                .flatMap(layer -> layer.heads().stream())
                .forEach(head -> {
                    for (String name : List.of("reach.0", "reach.1", "rows", "sum.")) {
                        collect(model, head, name, "", expected, new HashSet<>());
                    }
                });
        Set<Reading> paths = new HashSet<>();
        int tokens = model.tokens().rows();
        for (int row = tokens - 12; row < tokens; row++) {
            for (int message = 1 + variables; message < tokens - 12; message++) {
                paths.add(new Reading(row, message, "OR"));
            }
        }
        assertThat(paths)
                .containsAll(expected.stream()
                        .filter(reading -> reading.label().equals("OR"))
                        .toList());
        expected.addAll(paths);
        assertDrawn(expected, model);
    }

    private static void assertDrawn(Set<Reading> expected, CompiledModel model) {
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
