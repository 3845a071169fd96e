package org.deciban.compiler.internal.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Test;

class ChainFactorsTest {
    private static FactorGraph.Builder variables(String... names) {
        FactorGraph.Builder builder = FactorGraph.builder();
        Arrays.stream(names).forEach(name -> builder.variable(name, "no", "yes"));
        return builder;
    }

    private static RowFactorGraph chained(FactorGraph.Builder graph) {
        return ChainFactors.apply(TablesToRows.apply(graph.build()));
    }

    private static List<String> problems(FactorGraph.Builder graph) {
        return ChainFactors.problems(chained(graph));
    }

    private static List<String> names(RowFactorGraph graph) {
        return graph.factors().stream().map(RowFactor::name).toList();
    }

    /** Potentials of a factor over two variables of two states by their states, 0 without a row. */
    private static double[] table(RowFactor factor) {
        double[] table = new double[4];
        for (int row = 0; row < factor.rows(); row++) {
            table[2 * factor.state(row, 0) + factor.state(row, 1)] = Math.exp(factor.logPotential(row));
        }
        return table;
    }

    @Test
    void aFactorOfOneVariableGoesIntoTheOneBeforeItAndStaysAtTheBeginning() {
        RowFactorGraph graph = chained(variables("a", "b", "c")
                .factor(List.of("a"), 2, 3)
                .factor(List.of("b"), 5, 7)
                .factor(List.of("c"), 0, 11)
                .factor(List.of("a", "b"), 1, 2, 3, 4)
                .factor(List.of("c", "b"), 1, 2, 3, 4));
        assertThat(names(graph)).containsExactly("f(a)", "f(a, b) · f(b)", "f(c, b) · f(c)");
        assertThat(table(graph.factors().get(1))).containsExactly(new double[] {5, 14, 15, 28}, within(1e-13));
        assertThat(table(graph.factors().get(2))).containsExactly(new double[] {0, 0, 33, 44}, within(1e-13));
        assertThat(ChainFactors.problems(graph)).isEmpty();
    }

    @Test
    void aProductOfNothingStaysTwoFactorsAndIsAProblem() {
        RowFactorGraph graph = chained(variables("a", "b", "c")
                .factor(List.of("b"), 0, 1)
                .factor(List.of("a", "b"), 1, 0, 2, 0)
                .factor(List.of("b", "c"), 1, 2, 3, 4));
        assertThat(names(graph)).containsExactly("f(b)", "f(a, b)", "f(b, c)");
        assertThat(ChainFactors.problems(graph))
                .containsExactly("the factors of variable b allow no state of it together");
    }

    @Test
    void factorsThatContradictEachOtherAtAnEndAreAProblem() {
        assertThat(problems(variables("a", "b")
                        .factor(List.of("a"), 0, 1)
                        .factor(List.of("a"), 1, 0)
                        .factor(List.of("a", "b"), 1, 2, 3, 4)))
                .containsExactly("the factors of variable a allow no state of it together");
    }

    @Test
    void anEndMayHaveAFactorOfItsOwn() {
        assertThat(problems(variables("a", "b").factor(List.of("a"), 0, 1).factor(List.of("a", "b"), 1, 2, 3, 4)))
                .isEmpty();
    }

    @Test
    void moreThanTwoNeighboursAreAProblemAndNothingElseIsSaidOfThatVariable() {
        assertThat(problems(variables("a", "b", "c", "d")
                        .factor(List.of("a"), 2, 3)
                        .factor(List.of("a", "b"), 1, 2, 3, 4)
                        .factor(List.of("a", "c"), 1, 2, 3, 4)
                        .factor(List.of("a", "d"), 1, 2, 3, 4)))
                .containsExactly("variable a has 3 neighbours; one of a chain has two at most");
    }

    /** And such a factor counts neither as a neighbour nor as a factor of one variable. */
    @Test
    void aFactorOfThreeVariablesIsOneProblem() {
        assertThat(problems(variables("a", "b", "c", "d", "e")
                        .factor(List.of("a", "b", "c"), 1, 2, 3, 4, 5, 6, 7, 8)
                        .factor(List.of("c", "d"), 1, 2, 3, 4)
                        .factor(List.of("c", "e"), 1, 2, 3, 4)))
                .containsExactly("factor f(a, b, c) has 3 variables; a chain has factors of two at most");
        assertThat(problems(variables("a", "b", "c", "d", "e")
                        .factor(List.of("a", "b", "c"), 1, 2, 3, 4, 5, 6, 7, 8)
                        .factor(List.of("a", "d", "e"), 1, 2, 3, 4, 5, 6, 7, 8)))
                .containsExactly(
                        "factor f(a, b, c) has 3 variables; a chain has factors of two at most",
                        "factor f(a, d, e) has 3 variables; a chain has factors of two at most");
    }

    @Test
    void aCycleIsAProblem() {
        assertThat(problems(variables("a", "b", "c")
                        .factor(List.of("a", "b"), 1, 2, 3, 4)
                        .factor(List.of("b", "c"), 1, 2, 3, 4)
                        .factor(List.of("c", "a"), 1, 2, 3, 4)))
                .containsExactly("the graph has a cycle of 6 edges; a chain has none");
    }
}
