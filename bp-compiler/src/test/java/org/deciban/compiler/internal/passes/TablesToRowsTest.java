package org.deciban.compiler.internal.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowVariable;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Test;

class TablesToRowsTest {
    private static FactorGraph.Builder xyz() {
        return FactorGraph.builder()
                .variable("x", "0", "1")
                .variable("y", "0", "1", "2")
                .variable("z", "0", "1");
    }

    /** Rows as lists of states. */
    private static List<List<Integer>> states(RowFactor factor) {
        List<List<Integer>> rows = new ArrayList<>();
        for (int row = 0; row < factor.rows(); row++) {
            List<Integer> states = new ArrayList<>();
            for (int slot = 0; slot < factor.slots(); slot++) {
                states.add(factor.state(row, slot));
            }
            rows.add(states);
        }
        return rows;
    }

    @Test
    void variablesKeepTheirPlacesNamesAndNumbersOfStates() {
        assertThat(TablesToRows.apply(xyz().build()).variables())
                .containsExactly(new RowVariable("x", 2), new RowVariable("y", 3), new RowVariable("z", 2));
    }

    @Test
    void everyEntryThatIsNotZeroBecomesARowInTheOrderOfTheTable() {
        // Over (z, y): (0,0) 5, (0,1) 0, (0,2) 1, (1,0) 0, (1,1) 0.25, (1,2) 0.
        RowFactorGraph rows = TablesToRows.apply(
                xyz().factor(List.of("z", "y"), 5, 0, 1, 0, 0.25, -0.0).build());
        RowFactor factor = rows.factors().get(0);
        assertThat(factor.variable(0)).isEqualTo(2);
        assertThat(factor.variable(1)).isEqualTo(1);
        assertThat(states(factor)).containsExactly(List.of(0, 0), List.of(0, 2), List.of(1, 1));
        assertThat(factor.logPotential(0)).isCloseTo(1.6094379124341003, within(1e-15));
        assertThat(factor.logPotential(1)).isZero();
        assertThat(factor.logPotential(2)).isCloseTo(-1.3862943611198906, within(1e-15));
        assertThat(factor).hasToString("f(z, y) (2 slots, 3 rows)");
    }

    @Test
    void threeVariablesCountUpFromTheLast() {
        RowFactorGraph rows =
                TablesToRows.apply(xyz().factor(List.of("x", "y", "z"), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
                        .build());
        assertThat(states(rows.factors().get(0)))
                .containsExactly(
                        List.of(0, 0, 0),
                        List.of(0, 0, 1),
                        List.of(0, 1, 0),
                        List.of(0, 1, 1),
                        List.of(0, 2, 0),
                        List.of(0, 2, 1),
                        List.of(1, 0, 0),
                        List.of(1, 0, 1),
                        List.of(1, 1, 0),
                        List.of(1, 1, 1),
                        List.of(1, 2, 0),
                        List.of(1, 2, 1));
    }

    @Test
    void constantsAreDroppedAndTheOthersKeepTheirOrder() {
        RowFactorGraph rows = TablesToRows.apply(xyz().factor(List.of(), 7)
                .factor(List.of("x"), 1, 2)
                .factor(List.of(), 7)
                .conditional("z", List.of("x"), 1, 0, 0, 1)
                .build());
        assertThat(rows.factors()).extracting(RowFactor::name).containsExactly("f(x)", "P(z | x)");
        assertThat(rows.edges()).isEqualTo(3);
    }

    @Test
    void theSmallestPositiveWeightIsARow() {
        RowFactorGraph rows = TablesToRows.apply(
                xyz().factor(List.of("x"), Double.MIN_VALUE, 1).build());
        assertThat(rows.factors().get(0).logPotential(0)).isCloseTo(-744.4400719213812, within(1e-12));
    }
}
