package org.deciban.compiler.internal.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowVariable;
import org.deciban.compiler.internal.passes.JunctionTreePass.Result;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.Triangulation;
import org.junit.jupiter.api.Test;

/** How many cliques, separators and variables a junction tree takes, by hand. */
class JunctionTreePassTest {
    private static Result junctionTree(RowFactorGraph graph, long maxRows) {
        return JunctionTreePass.apply(graph, maxRows, Triangulation::cheapest);
    }

    /** Every leaf makes a clique with x and y. One separator {x, y} serves them all, whatever the order of x and y in each. */
    @Test
    void cliquesThatShareTheSameVariablesShareASeparator() {
        FactorGraph.Builder star = FactorGraph.builder().variable("x", "0", "1").variable("y", "0", "1");
        double[] table = {1, 2, 3, 4, 5, 6, 7, 8};
        for (int leaf = 0; leaf < 5; leaf++) {
            star.variable("z" + leaf, "0", "1")
                    .factor(leaf % 2 == 0 ? List.of("x", "y", "z" + leaf) : List.of("z" + leaf, "y", "x"), table);
        }
        Result result = junctionTree(TablesToRows.apply(star.build()), 1000);
        assertThat(result.cliques()).isEqualTo(5);
        assertThat(result.separators()).isEqualTo(1);
        assertThat(result.width()).isEqualTo(2);
        assertThat(result.graph().variables()).hasSize(8);
        assertThat(result.graph().factors()).hasSize(5);
    }

    @Test
    void aSharedVariableIsItsOwnSeparator() {
        FactorGraph chain = FactorGraph.builder()
                .variable("x", "0", "1")
                .variable("y", "0", "1")
                .variable("z", "0", "1")
                .factor(List.of("x", "y"), 1, 2, 3, 4)
                .factor(List.of("y", "z"), 5, 6, 7, 8)
                .build();
        Result result = junctionTree(TablesToRows.apply(chain), 8);
        assertThat(result.separators()).isEqualTo(1);
        assertThat(result.graph().variables()).extracting(RowVariable::name).containsExactly("x", "y", "z");
        // The two cliques have four rows each.
        assertThatExceptionOfType(TreewidthException.class)
                .isThrownBy(() -> junctionTree(TablesToRows.apply(chain), 7))
                .satisfies(e -> assertThat(e.width()).isEqualTo(1))
                .satisfies(e -> assertThat(e.cells()).isEqualTo(8));
    }

    /**
     * Every variable has one possible state, so that the search takes a few steps for one row a clique. But the two cliques
     * share five variables: 32 cells, and eight for each row allowed are kept in memory.
     */
    @Test
    void aSeparatorOfTooManyCellsIsRefusedEvenIfFewArePossible() {
        List<RowVariable> variables = new ArrayList<>(List.of(new RowVariable("x0", 2), new RowVariable("x1", 2)));
        List<RowFactor> factors = new ArrayList<>(List.of(row(0, 2, 3, 4, 5, 6), row(1, 2, 3, 4, 5, 6)));
        for (int v = 2; v < 7; v++) {
            variables.add(new RowVariable("x" + v, 2));
            factors.add(row(0, v));
            factors.add(row(1, v));
        }
        RowFactorGraph graph = new RowFactorGraph(variables, factors);
        assertThat(junctionTree(graph, 4).graph().factors()).hasSize(2).allMatch(factor -> factor.rows() == 1);
        assertThatThrownBy(() -> junctionTree(graph, 3)).isInstanceOf(TreewidthException.class);
    }

    @Test
    void jointStatesBeyondALongAreTheLargestLong() {
        int[] cardinality = new int[70];
        Arrays.fill(cardinality, 2);
        int[] all = IntStream.range(0, 70).toArray();
        assertThat(Cells.count(Arrays.copyOf(all, 62), cardinality)).isEqualTo(1L << 62);
        assertThat(Cells.count(Arrays.copyOf(all, 63), cardinality)).isEqualTo(Long.MAX_VALUE);
        assertThat(Cells.count(all, cardinality)).isEqualTo(Long.MAX_VALUE);
        assertThat(Cells.count(new int[] {0}, new int[] {Integer.MAX_VALUE})).isEqualTo(Integer.MAX_VALUE);
    }

    private static RowFactor row(int... scope) {
        int[] states = new int[scope.length];
        Arrays.fill(states, 1);
        return new RowFactor("f", scope, states, new double[1]);
    }
}
