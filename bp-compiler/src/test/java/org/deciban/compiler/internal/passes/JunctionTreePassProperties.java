package org.deciban.compiler.internal.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowVariable;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.inference.Triangulation;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;

/** The rows and states of a junction tree are those that the whole graph makes possible, found here by enumeration. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class JunctionTreePassProperties {
    private static final long MANY_ROWS = 100_000;

    /** Loopy, of two or three states, and a third to a half of all weights zero. */
    private static FactorGraph graph(long seed) {
        TableLaw law = TableLaw.binary().withStates(2, 3).withZeros(0.35 + 0.05 * Math.floorMod(seed, 4));
        return RandomModels.factors(seed, 6, 8, 3, law);
    }

    private static RowFactorGraph junctionTree(FactorGraph graph) {
        return JunctionTreePass.apply(TablesToRows.apply(graph), MANY_ROWS, Triangulation::cheapest)
                .graph();
    }

    @Property(tries = 300)
    void aCliqueHasARowForEveryJointStateOfItsVariablesThatTheWholeGraphMakesPossible(@ForAll long seed) {
        FactorGraph graph = graph(seed);
        List<int[]> possible = possible(graph);
        assertThat(possible).isNotEmpty();
        RowFactorGraph tree = junctionTree(graph);
        int removed = 0;
        for (RowFactor clique : tree.factors()) {
            int[] scope = named(clique.name(), "clique ", graph);
            assertThat(clique.rows())
                    .as(clique.name())
                    .isEqualTo(projections(possible, scope).size());
            removed += locallyPossible(graph, scope) - clique.rows();
        }
        // Otherwise there is nothing that only a neighbour can rule out.
        Statistics.label("a row was ruled out from elsewhere")
                .collect(removed > 0)
                .coverage(c -> c.check(true).percentage(p -> p > 40));
    }

    @Property(tries = 300)
    void aSeparatorHasAStateForEveryJointStateOfItsVariablesThatTheWholeGraphMakesPossible(@ForAll long seed) {
        FactorGraph graph = graph(seed);
        List<int[]> possible = possible(graph);
        assertThat(possible).isNotEmpty();
        List<RowVariable> variables = junctionTree(graph).variables();
        for (RowVariable separator : variables.subList(graph.variables().size(), variables.size())) {
            int[] scope = named(separator.name(), "separator ", graph);
            assertThat(separator.cardinality())
                    .as(separator.name())
                    .isEqualTo(projections(possible, scope).size());
        }
        for (int v = 0; v < graph.variables().size(); v++) {
            assertThat(variables.get(v).cardinality())
                    .isEqualTo(graph.variables().get(v).cardinality());
        }
    }

    /** Each two of three variables of two states differ: every pair can, all three cannot. */
    @Example
    void aGraphWithoutAnyPossibleStateIsRefused() {
        FactorGraph graph = FactorGraph.builder()
                .variable("x", "0", "1")
                .variable("y", "0", "1")
                .variable("z", "0", "1")
                .factor(List.of("x", "y"), 0, 1, 1, 0)
                .factor(List.of("y", "z"), 0, 1, 1, 0)
                .factor(List.of("z", "x"), 0, 1, 1, 0)
                .build();
        assertThatThrownBy(() -> junctionTree(graph))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("{x,y,z}");
    }

    /** The rows that a clique would have if it looked at its own factors alone; fewer factors may be its own. */
    private static int locallyPossible(FactorGraph graph, int[] scope) {
        Set<Integer> inside = new HashSet<>(Arrays.stream(scope).boxed().toList());
        FactorGraph.Builder builder = FactorGraph.builder();
        graph.variables().forEach(builder::variable);
        graph.factors().stream()
                .filter(f -> f.scope().stream().map(graph::indexOf).allMatch(inside::contains))
                .forEach(builder::factor);
        return projections(possible(builder.build()), scope).size();
    }

    private static int[] named(String name, String prefix, FactorGraph graph) {
        assertThat(name).startsWith(prefix + "{").endsWith("}");
        String[] names = name.substring(prefix.length() + 1, name.length() - 1).split(",");
        return Arrays.stream(names)
                .mapToInt(n -> graph.indexOf(graph.findVariable(n).orElseThrow()))
                .toArray();
    }

    private static Set<List<Integer>> projections(List<int[]> assignments, int[] scope) {
        Set<List<Integer>> projections = new HashSet<>();
        for (int[] assignment : assignments) {
            projections.add(Arrays.stream(scope).mapToObj(v -> assignment[v]).toList());
        }
        return projections;
    }

    /** Every assignment of all variables to which no factor gives weight zero. */
    private static List<int[]> possible(FactorGraph graph) {
        List<int[]> possible = new ArrayList<>();
        extend(graph, new int[graph.variables().size()], 0, possible);
        return possible;
    }

    private static void extend(FactorGraph graph, int[] states, int variable, List<int[]> possible) {
        if (variable == states.length) {
            if (graph.factors().stream().allMatch(factor -> weight(graph, factor, states) > 0)) {
                possible.add(states.clone());
            }
            return;
        }
        for (int s = 0; s < graph.variables().get(variable).cardinality(); s++) {
            states[variable] = s;
            extend(graph, states, variable + 1, possible);
        }
    }

    private static double weight(FactorGraph graph, Factor factor, int[] states) {
        int cell = 0;
        for (int j = 0; j < factor.arity(); j++) {
            cell = cell * factor.scope().get(j).cardinality()
                    + states[graph.indexOf(factor.scope().get(j))];
        }
        return factor.weight(cell);
    }
}
