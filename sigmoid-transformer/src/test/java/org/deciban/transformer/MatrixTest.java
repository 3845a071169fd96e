package org.deciban.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixTest {
    @Test
    void entriesStandInRowMajorOrder() {
        Matrix matrix = Matrix.ofRowMajor(2, 3, new double[] {1, 0, 3, 0, 5, 6});
        assertThat(matrix.rows()).isEqualTo(2);
        assertThat(matrix.columns()).isEqualTo(3);
        assertThat(matrix.get(0, 2)).isEqualTo(3);
        assertThat(matrix.get(1, 0)).isZero();
        assertThat(matrix.get(1, 1)).isEqualTo(5);
        assertThat(matrix.nonZeros()).isEqualTo(4);
        assertThat(matrix).hasToString("Matrix[2, 3] with 4 entries that are not zero");
    }

    @Test
    void theIdentityHasOnesOnItsDiagonal() {
        assertThat(Matrix.identity(3).toRowMajor()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
        assertThat(Matrix.identity(0)).isEqualTo(Matrix.zeros(0, 0));
    }

    @Test
    void theBuilderTakesRowsInOrderAndLeavesTheRestZero() {
        Matrix matrix =
                Matrix.builder(4, 2).append(1, 7).endRow().endRow().append(0, 8).build();
        assertThat(matrix.toRowMajor()).containsExactly(0, 7, 0, 0, 8, 0, 0, 0);
    }

    @Test
    void theBuilderGrowsWithItsEntries() {
        Matrix.Builder builder = Matrix.builder(1, 1000);
        for (int c = 0; c < 1000; c++) {
            builder.append(c, c + 1);
        }
        Matrix matrix = builder.endRow().build();
        assertThat(matrix.nonZeros()).isEqualTo(1000);
        assertThat(matrix.get(0, 999)).isEqualTo(1000);
    }

    @Test
    void aBuilderForANumberOfEntriesTakesMoreAndFewer() {
        for (long expected : new long[] {0, 1, 2, 3, 100}) {
            Matrix matrix = Matrix.builder(2, 2, expected)
                    .append(0, 1)
                    .endRow()
                    .append(0, 2)
                    .append(1, 3)
                    .endRow()
                    .build();
            assertThat(matrix.toRowMajor()).containsExactly(1, 0, 2, 3);
            assertThat(matrix.nonZeros()).isEqualTo(3);
        }
        assertThatThrownBy(() -> Matrix.builder(2, 2, 1L << 31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2147483648");
    }

    @Test
    void aBuilderThatGoesOnDoesNotChangeTheMatricesItBuilt() {
        Matrix.Builder builder = Matrix.builder(2, 2).append(0, 1).endRow();
        Matrix before = builder.build();
        Matrix after = builder.append(1, 2).endRow().build();
        assertThat(before.toRowMajor()).containsExactly(1, 0, 0, 0);
        assertThat(after.toRowMajor()).containsExactly(1, 0, 0, 2);
    }

    @Test
    void columnsMustAscendWithinARow() {
        Matrix.Builder builder = Matrix.builder(2, 3).append(1, 5);
        assertThatThrownBy(() -> builder.append(1, 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column 1 after column 1 in a row of 3; columns ascend");
        assertThatThrownBy(() -> builder.append(0, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.append(3, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.append(-1, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.endRow().append(0, 6).build().toRowMajor()).containsExactly(0, 5, 0, 6, 0, 0);
    }

    @Test
    void aZeroStillTakesItsPlaceInTheOrder() {
        Matrix.Builder builder = Matrix.builder(1, 3).append(2, 0);
        assertThatThrownBy(() -> builder.append(1, 6)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefusedWithItsPlace(double value) {
        assertThatThrownBy(() -> Matrix.ofRowMajor(2, 2, new double[] {0, 0, 0, value}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("entry (1, 1) is " + value + "; entries are finite");
    }

    @Test
    void whatFollowsTheLastRowIsRefused() {
        Matrix.Builder full = Matrix.builder(1, 2).append(0, 1).endRow();
        assertThatThrownBy(() -> full.append(0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("all 1 rows of the matrix have ended");
        assertThatThrownBy(full::endRow).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Matrix.builder(0, 2).append(0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThat(full.build()).isEqualTo(Matrix.ofRowMajor(1, 2, new double[] {1, 0}));
    }

    @Test
    void shapesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> Matrix.zeros(-1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a matrix cannot have shape [-1, 2]");
        assertThatThrownBy(() -> Matrix.zeros(2, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Matrix.ofRowMajor(-1, -2, new double[2])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Matrix.ofRowMajor(2, 3, new double[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a matrix of shape [2, 3] given 5 entries");
        // 65536² is 0 in the arithmetic of int.
        assertThatThrownBy(() -> Matrix.ofRowMajor(65536, 65536, new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emptyMatricesAreMatrices() {
        assertThat(Matrix.zeros(0, 3).toRowMajor()).isEmpty();
        assertThat(Matrix.zeros(3, 0).dotRow(2, new double[0], 0)).isZero();
        assertThat(Matrix.zeros(0, 3)).isNotEqualTo(Matrix.zeros(3, 0)).isNotEqualTo(Matrix.zeros(0, 4));
    }

    @Test
    void placesOutsideAreRefused() {
        Matrix matrix = Matrix.zeros(2, 3);
        int[][] outside = {{-1, 0}, {2, 0}, {0, -1}, {0, 3}};
        for (int[] place : outside) {
            assertThatThrownBy(() -> matrix.get(place[0], place[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("entry (" + place[0] + ", " + place[1] + ") of a matrix of shape [2, 3]");
        }
    }

    @Test
    void negativeZeroBecomesZero() {
        Matrix matrix = Matrix.ofRowMajor(1, 2, new double[] {-0.0, 1});
        assertThat(Double.doubleToRawLongBits(matrix.get(0, 0))).isZero();
        assertThat(matrix).isEqualTo(Matrix.ofRowMajor(1, 2, new double[] {0.0, 1}));
    }

    @Test
    void aSumThatCancelsIsNotStored() {
        Matrix sum = Matrix.ofRowMajor(1, 2, new double[] {3, 1}).plus(Matrix.ofRowMajor(1, 2, new double[] {-3, 1}));
        assertThat(sum.nonZeros()).isEqualTo(1);
        assertThat(sum.toRowMajor()).containsExactly(0, 2);
    }

    @Test
    void sumsOfOtherShapesAndSumsThatOverflowAreRefused() {
        assertThatThrownBy(() -> Matrix.zeros(2, 3).plus(Matrix.zeros(3, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the matrix added must have shape [2, 3], got [3, 2]");
        Matrix largest = Matrix.ofRowMajor(1, 1, new double[] {Double.MAX_VALUE});
        assertThatThrownBy(() -> largest.plus(largest))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("entry (0, 0) is Infinity; entries are finite");
    }

    @Test
    void arraysAreCopiedInAndOut() {
        double[] entries = {1, 2};
        Matrix matrix = Matrix.ofRowMajor(1, 2, entries);
        entries[0] = 9;
        matrix.toRowMajor()[1] = 9;
        assertThat(matrix.toRowMajor()).containsExactly(1, 2);
    }

    @Test
    void aRowIsVisitedByAscendingColumnWithoutItsZeros() {
        Matrix matrix = Matrix.ofRowMajor(2, 4, new double[] {9, 9, 9, 9, 5, 0, 0, 7});
        List<String> visited = new ArrayList<>();
        matrix.forEachInRow(1, (column, value) -> visited.add(column + ":" + value));
        assertThat(visited).containsExactly("0:5.0", "3:7.0");
    }
}
