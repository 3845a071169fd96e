package org.deciban.compiler.internal.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowFactorGraphTest {
    private static RowFactor factor(String name, int... variables) {
        return new RowFactor(name, variables, new int[variables.length], new double[1]);
    }

    private static RowFactorGraph graph() {
        return new RowFactorGraph(
                List.of(new RowVariable("x", 2), new RowVariable("y", 3), new RowVariable("z", 1)),
                List.of(factor("f", 1, 0), factor("g", 1), factor("h", 0, 2, 1)));
    }

    @Test
    void edgesAreNumberedFactorByFactorAndSlotBySlot() {
        assertThat(graph().edges()).isEqualTo(6);
        assertThat(graph().edge(0, 1)).isEqualTo(1);
        assertThat(graph().edge(1, 0)).isEqualTo(2);
        assertThat(graph().edge(2, 2)).isEqualTo(5);
        assertThat(graph().edgesOf(0)).containsExactly(1, 3);
        assertThat(graph().edgesOf(1)).containsExactly(0, 2, 5);
        assertThat(graph().edgesOf(2)).containsExactly(4);
    }

    @Test
    void sizesAreTheLargest() {
        assertThat(graph().degree(1)).isEqualTo(3);
        assertThat(graph().maxDegree()).isEqualTo(3);
        assertThat(graph().maxSlots()).isEqualTo(3);
        assertThat(graph().maxStates()).isEqualTo(3);
        RowFactorGraph alone = new RowFactorGraph(List.of(new RowVariable("x", 2)), List.of());
        assertThat(List.of(alone.edges(), alone.maxDegree(), alone.maxSlots())).containsOnly(0);
    }

    @Test
    void whatComesOutOfTheGraphCannotChangeIt() {
        RowFactorGraph graph = graph();
        graph.edgesOf(1)[0] = 9;
        assertThat(graph.edgesOf(1)).containsExactly(0, 2, 5);
        assertThat(graph.variables()).isUnmodifiable();
        assertThat(graph.factors()).isUnmodifiable();
    }

    @Test
    void aRowFactorCopiesItsArrays() {
        int[] variables = {0, 1};
        int[] states = {0, 0, 1, 2};
        double[] logPotentials = {-1, 3};
        RowFactor factor = new RowFactor("f", variables, states, logPotentials);
        variables[0] = 9;
        states[3] = 9;
        logPotentials[1] = 9;
        factor.scope()[1] = 9;
        assertThat(factor.scope()).containsExactly(0, 1);
        assertThat(factor.variable(0)).isZero();
        assertThat(factor.state(1, 1)).isEqualTo(2);
        assertThat(factor.maxLogPotential()).isEqualTo(3);
    }

    @Test
    void aRowFactorNeedsARowAndOneStatePerSlot() {
        assertThatThrownBy(() -> new RowFactor("f", new int[] {0}, new int[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row factor f has 0 rows, 1 slots and 0 states");
        assertThatThrownBy(() -> new RowFactor("f", new int[] {0, 1}, new int[3], new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row factor f has 2 rows, 2 slots and 3 states");
    }
}
