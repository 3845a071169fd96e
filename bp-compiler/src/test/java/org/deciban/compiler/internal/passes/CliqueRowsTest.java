package org.deciban.compiler.internal.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CliqueRowsTest {
    private static final int[] CARDINALITY = {2, 3, 2};

    private static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static CliqueRows.Budget budget(long rows) {
        return new CliqueRows.Budget(rows, () -> {
            throw new Exceeded();
        });
    }

    /** Cells are numbered with the last variable fastest; ln(1 + state of 1) and a rule: 0 and 2 agree. */
    private static CliqueRows agreeing(CliqueRows.Budget budget) {
        CliqueRows rows = new CliqueRows(new int[] {0, 1, 2}, CARDINALITY, budget);
        rows.restrict(new int[] {1}, state -> Math.log(1 + state));
        rows.restrict(new int[] {2, 0}, cell -> cell == 0 || cell == 3 ? 0 : Double.NEGATIVE_INFINITY);
        return rows;
    }

    @Test
    void rowsAreThePossibleCellsInTheirOrder() {
        CliqueRows rows = agreeing(budget(6));
        rows.search();
        int[] cells = {0, 2, 4, 7, 9, 11};
        assertThat(rows.count()).isEqualTo(cells.length);
        CliqueRows.Projection all = rows.onto(new int[] {0, 1, 2});
        CliqueRows.Projection turned = rows.onto(new int[] {1, 0});
        for (int row = 0; row < cells.length; row++) {
            assertThat(rows.project(row, all)).isEqualTo(cells[row]);
            assertThat(rows.project(row, turned)).isEqualTo(row % 3 * 2 + row / 3);
            assertThat(rows.logPotential(row)).isCloseTo(Math.log(1 + row % 3), within(1e-15));
        }
    }

    @Test
    void rowsThatAreNotWantedGo() {
        CliqueRows rows = agreeing(budget(6));
        rows.search();
        rows.retain(rows.onto(new int[] {1}), new boolean[] {true, false, true});
        assertThat(rows.count()).isEqualTo(4);
        assertThat(rows.project(rows.onto(new int[] {1}))).containsExactly(true, false, true);
        assertThat(rows.logPotential(1)).isCloseTo(Math.log(3), within(1e-15));
    }

    @Test
    void oneRowMoreThanTheBudgetIsTooMany() {
        assertThatThrownBy(() -> agreeing(budget(5)).search()).isInstanceOf(Exceeded.class);
    }

    /** The only row is found after 2 + 4 + … + 64 steps, and sixteen a row are paid for. */
    @Test
    void aSearchThatGoesFarForFewRowsIsTooLong() {
        CliqueRows rows = new CliqueRows(new int[] {0, 1, 2, 3, 4, 5}, new int[] {2, 2, 2, 2, 2, 2}, budget(1));
        rows.restrict(new int[] {0, 1, 2, 3, 4, 5}, cell -> cell == 63 ? 0 : Double.NEGATIVE_INFINITY);
        assertThatThrownBy(rows::search).isInstanceOf(Exceeded.class);
    }

    @Test
    void aVariableOfAnotherCliqueIsRefused() {
        CliqueRows rows = new CliqueRows(new int[] {0, 1}, CARDINALITY, budget(1));
        assertThatThrownBy(() -> rows.restrict(new int[] {2}, state -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the clique has no variable 2");
    }
}
