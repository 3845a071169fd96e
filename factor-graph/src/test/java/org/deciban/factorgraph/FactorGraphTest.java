package org.deciban.factorgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deciban.factorgraph.inference.Enumeration;
import org.junit.jupiter.api.Test;

class FactorGraphTest {
    private static final Variable X = Variable.of("x", "0", "1");
    private static final Variable Y = Variable.of("y", "0", "1", "2");
    private static final Variable Z = Variable.of("z", "0", "1");

    @Test
    void theLastVariableOfAScopeRunsFastest() {
        // Over (z, x, y) the entry of (c, a, b) stands at (2c + a)·3 + b; all twelve entries sum to 78.
        FactorGraph graph = FactorGraph.builder()
                .variable(X)
                .variable(Y)
                .variable(Z)
                .factor(List.of("z", "x", "y"), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
                .build();
        assertThat(graph.scope(0)).containsExactly(2, 0, 1);

        Marginals prior = Enumeration.run(graph, Evidence.none()).marginals();
        assertThat(prior.probability("z", "0")).isCloseTo(21.0 / 78, within(1e-15));
        assertThat(prior.probability("x", "0")).isCloseTo((1 + 2 + 3 + 7 + 8 + 9) / 78.0, within(1e-15));
        assertThat(prior.probability("y", "1")).isCloseTo((2 + 5 + 8 + 11) / 78.0, within(1e-15));

        Evidence evidence = graph.evidence().observe("z", "1").observe("y", "2").build();
        assertThat(Enumeration.run(graph, evidence).marginals().probability("x", "1"))
                .isCloseTo(12.0 / (9 + 12), within(1e-15));
    }

    @Test
    void aConditionalHasOneRowPerStateOfItsParentsAndTheLastParentFastest() {
        FactorGraph graph = FactorGraph.builder()
                .variable(Y)
                .variable(X)
                .variable(Z)
                .conditional("y", List.of("x", "z"), 1, 0, 0, 0, 1, 0, 0, 0, 1, 0.2, 0.3, 0.5)
                .build();
        Evidence first = graph.evidence().observe("x", "0").observe("z", "1").build();
        assertThat(Enumeration.run(graph, first).marginals().distribution(Y)).containsExactly(0, 1, 0);
        Evidence second = graph.evidence().observe("x", "1").observe("z", "0").build();
        assertThat(Enumeration.run(graph, second).marginals().distribution(Y)).containsExactly(0, 0, 1);
    }

    @Test
    void indicesArePlacesInTheOrderOfDeclaration() {
        FactorGraph graph = FactorGraph.builder()
                .variable(Z)
                .variable(X)
                .factor(List.of("x", "z"), 1, 2, 3, 4)
                .factor(List.of(), 2)
                .factor(List.of("x"), 1, 2)
                .build();
        assertThat(graph.indexOf(Z)).isZero();
        assertThat(graph.indexOf(X)).isEqualTo(1);
        assertThat(graph.scope(0)).containsExactly(1, 0);
        assertThat(graph.scope(1)).isEmpty();
        assertThat(graph.factorsOf(0)).containsExactly(0);
        assertThat(graph.factorsOf(1)).containsExactly(0, 2);
        assertThat(graph.degree(1)).isEqualTo(2);
        assertThat(graph.edgeCount()).isEqualTo(3);
        assertThat(graph.findVariable("x")).hasValue(X);
        assertThat(graph.findVariable("X")).isEmpty();
        assertThat(graph).hasToString("FactorGraph[2 variables, 3 factors]");
    }

    @Test
    void aVariableWithOtherStatesIsNotInTheGraph() {
        FactorGraph graph = FactorGraph.builder().variable(X).build();
        assertThatThrownBy(() -> graph.indexOf(Variable.of("x", "1", "0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("variable x is not in this graph");
        assertThatThrownBy(() -> graph.indexOf(Y)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatComesOutOfTheGraphCannotChangeIt() {
        FactorGraph graph = FactorGraph.builder()
                .variable(X)
                .variable(Z)
                .factor(List.of("x", "z"), 1, 2, 3, 4)
                .build();
        graph.scope(0)[0] = 1;
        graph.factorsOf(0)[0] = 7;
        assertThat(graph.scope(0)).containsExactly(0, 1);
        assertThat(graph.factorsOf(0)).containsExactly(0);
        assertThat(graph.variables()).isUnmodifiable();
        assertThat(graph.factors()).isUnmodifiable();
    }

    @Test
    void aBuilderThatGoesOnDoesNotChangeTheGraphsItBuilt() {
        FactorGraph.Builder builder = FactorGraph.builder().variable(X);
        FactorGraph before = builder.build();
        FactorGraph after = builder.variable(Y).factor(List.of("x"), 1, 2).build();
        assertThat(before.variables()).containsExactly(X);
        assertThat(before.factors()).isEmpty();
        assertThat(before.findVariable("y")).isEmpty();
        assertThat(after.variables()).containsExactly(X, Y);
        assertThat(after.factors()).hasSize(1);
    }

    @Test
    void equalityIsOfVariablesAndFactorsInOrder() {
        FactorGraph graph = FactorGraph.builder().variable(X).variable(Z).build();
        assertThat(graph)
                .isEqualTo(FactorGraph.builder().variable(X).variable(Z).build())
                .hasSameHashCodeAs(FactorGraph.builder().variable(X).variable(Z).build())
                .isNotEqualTo(FactorGraph.builder().variable(Z).variable(X).build())
                .isNotEqualTo(FactorGraph.builder()
                        .variable(X)
                        .variable(Z)
                        .factor(List.of("x"), 1, 1)
                        .build());
    }
}
