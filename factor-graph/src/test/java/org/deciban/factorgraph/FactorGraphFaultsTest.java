package org.deciban.factorgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every fault of a graph is found by {@code build()}, and all of them at once. */
class FactorGraphFaultsTest {
    private static final Variable X = Variable.of("x", "no", "yes");

    private static List<String> problemsOf(FactorGraph.Builder builder) {
        return catchThrowableOfType(InvalidGraphException.class, builder::build).problems();
    }

    @Test
    void aGraphWithoutVariablesIsRefused() {
        assertThat(problemsOf(FactorGraph.builder())).containsExactly("the graph has no variables");
    }

    @Test
    void aVariableDeclaredTwiceIsRefused() {
        assertThat(problemsOf(FactorGraph.builder().variable(X).variable(X)))
                .containsExactly("variable x is declared twice");
        assertThat(problemsOf(FactorGraph.builder().variable(X).variable("x", "other", "states")))
                .containsExactly("variable x is declared twice");
    }

    @Test
    void anUnknownVariableInAFactorIsRefused() {
        assertThat(problemsOf(FactorGraph.builder().variable(X).factor(List.of("x", "y"), 1, 2, 3, 4)))
                .containsExactly(
                        "factor f(x, y) names the unknown variable y. Maybe it is declared later, or misspelt?");
        assertThat(problemsOf(FactorGraph.builder().variable(X).conditional("y", List.of("x", "z"), 1, 1)))
                .hasSize(2)
                .allMatch(p -> p.startsWith("factor P(y | x, z) names the unknown variable"));
        Factor loose = Factor.of(List.of(Variable.of("y", "no", "yes")), 1, 2);
        assertThat(problemsOf(FactorGraph.builder().variable(X).factor(loose)))
                .containsExactly("factor f(y) names the unknown variable y");
    }

    @Test
    void aFactorWithAVariableOfOtherStatesIsRefused() {
        Factor other = Factor.of(List.of(Variable.of("x", "off", "on")), 1, 2);
        assertThat(problemsOf(FactorGraph.builder().variable(X).factor(other)))
                .containsExactly("factor f(x) has the variable x with states [off, on], declared with [no, yes]");
    }

    @Test
    void aFinishedFactorMayComeBeforeItsVariables() {
        Factor factor = Factor.of(List.of(X), 1, 2);
        assertThat(FactorGraph.builder().factor(factor).variable(X).build().factors())
                .containsExactly(factor);
    }

    @Test
    void faultsOfVariablesAndFactorsComeOutOfTheBuilder() {
        assertThat(problemsOf(FactorGraph.builder().variable(X).variable("", "a", "a")))
                .containsExactly("a variable has a blank name", "variable  has the state a twice");
        assertThat(problemsOf(FactorGraph.builder().variable(X).factor(List.of("x"), 1, 2, 3)))
                .containsExactly("factor f(x) has a table of 3 entries where its scope (x:2) asks for 2");
        assertThat(problemsOf(FactorGraph.builder().variable(X).factor(List.of("x"), -1, Double.NaN)))
                .hasSize(2);
        assertThat(problemsOf(FactorGraph.builder().variable(X).factor(List.of("x"), 0, 0)))
                .containsExactly("factor f(x) is zero everywhere, so no assignment is possible");
        assertThat(problemsOf(FactorGraph.builder().variable(X).factor(List.of("x", "x"), 1, 1, 1, 1)))
                .containsExactly("factor f(x, x) has the variable x twice in its scope");
        assertThat(problemsOf(FactorGraph.builder().variable(X).conditional("x", List.of(), 1, Double.NaN)))
                .containsExactly("factor P(x) has the entry NaN at index 1; weights are finite and ≥ 0");
    }

    @Test
    void allFaultsOfAllDeclarationsAreReportedTogether() {
        FactorGraph.Builder builder = FactorGraph.builder()
                .variable(X)
                .variable("y", "a", "a")
                .variable("x", "no", "yes")
                .factor(List.of("x"), 1, -2)
                .factor(List.of("x"), 1, 2, 3)
                .conditional("x", List.of("unheard"), 0.5, 0.5)
                .factor(Factor.of(List.of(Variable.of("x", "off", "on")), 1, 2));
        assertThat(problemsOf(builder))
                .containsExactly(
                        "variable y has the state a twice",
                        "variable x is declared twice",
                        "factor f(x) has the entry -2.0 at index 1; weights are finite and ≥ 0",
                        "factor f(x) has a table of 3 entries where its scope (x:2) asks for 2",
                        "factor P(x | unheard) names the unknown variable unheard."
                                + " Maybe it is declared later, or misspelt?",
                        "factor f(x) has the variable x with states [off, on], declared with [no, yes]");
        assertThatThrownBy(builder::build)
                .hasMessageStartingWith("6 problems in the factor graph:\n  - variable y has")
                .hasMessageContaining("\n  - variable x is declared twice\n");
    }

    @Test
    void aRefusedDeclarationIsNotCalledMissingAsWell() {
        assertThat(problemsOf(FactorGraph.builder().variable("y", "a", "a").factor(List.of("y"), 1, 2)))
                .containsExactly("variable y has the state a twice");
    }
}
