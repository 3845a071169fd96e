package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowVariable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelBoundsTest {
    /** ln 1e-300, rounded up. */
    private static final double LOG_FLOOR = -690.77;

    /** ln of the largest double minus ln of the smallest, 709.78 + 744.44, rounded up. */
    private static final double LOG_RANGE = 1454.23;

    private static final int MOST_DEGREE = 2000;

    private static ModelBounds ofDegree(int degree) {
        return new ModelBounds(1, 2, 1, 1, degree);
    }

    private static boolean isPowerOfTwo(double value) {
        return value > 0 && Math.scalb(1.0, Math.getExponent(value)) == value;
    }

    /** Variables of one state, and pairwise factors of one row. */
    private static RowFactorGraph graph(int variables, int[]... pairs) {
        List<RowVariable> all = new ArrayList<>();
        for (int v = 0; v < variables; v++) {
            all.add(new RowVariable("v" + v, 1 + v % 3));
        }
        List<RowFactor> factors = new ArrayList<>();
        for (int[] scope : pairs) {
            factors.add(new RowFactor("f", scope, new int[scope.length], new double[1]));
        }
        return new RowFactorGraph(all, factors);
    }

    @Test
    void theLeastBoundsAreCountedOffTheGraph() {
        RowFactorGraph graph = graph(5, new int[] {0, 1}, new int[] {1, 2, 3, 4}, new int[] {1}, new int[] {0, 1});
        // 4 − 1 slots, 3 states, 5 variables in 3 bits, 5 + 9 cells in 4 bits, 4 factors at variable 1
        assertThat(ModelBounds.of(graph)).isEqualTo(new ModelBounds(3, 3, 3, 4, 4));
    }

    @Test
    void aGraphWithoutFactorsHasBoundsToo() {
        assertThat(ModelBounds.of(graph(1))).isEqualTo(new ModelBounds(1, 1, 1, 1, 0));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,2", "4,2", "5,3", "8,3", "9,4", "1024,10", "1025,11"})
    void anAddressHasTheFewestBitsThatTellAllApart(int variables, int bits) {
        assertThat(ModelBounds.of(graph(variables)).variableBits()).isEqualTo(bits);
        assertThat(ModelBounds.of(graph(variables)).cellBits()).isEqualTo(bits);
    }

    @Test
    void theSumDenominatorIsThePowerOfTwoAboveTheTokensThatCanMatch() {
        for (int degree = 0; degree <= MOST_DEGREE; degree++) {
            int matches = degree + 1;
            int denominator = ofDegree(degree).sumDenominator();
            assertThat(isPowerOfTwo(denominator)).isTrue();
            assertThat(denominator).isGreaterThan(matches).isLessThanOrEqualTo(2 * matches);
        }
    }

    @Test
    void impossibleAndPossibleStatesLieOnTheirSidesOfTheThreshold() {
        for (int degree = 0; degree <= MOST_DEGREE; degree++) {
            ModelBounds bounds = ofDegree(degree);
            assertThat(isPowerOfTwo(bounds.impossibleWeight())).isTrue();
            // A possible state has at worst every message just above the floor, and evidence over the range of doubles.
            assertThat((degree * LOG_FLOOR - LOG_RANGE) - bounds.impossibleBelow())
                    .as("margin of a possible state at degree %d", degree)
                    .isGreaterThan(1);
            // An impossible state has at best one mark, and nothing else below 0.
            assertThat(bounds.impossibleBelow() - bounds.impossibleWeight() * LOG_FLOOR)
                    .as("margin of an impossible state at degree %d", degree)
                    .isGreaterThan(-LOG_FLOOR);
        }
    }

    @Test
    void aWrongAddressBitOutweighsAnyContent() {
        for (int slots = 1; slots <= 5; slots++) {
            for (int degree = 0; degree <= MOST_DEGREE; degree++) {
                ModelBounds bounds = new ModelBounds(slots, 2, 1, 1, degree);
                // Per slot, every message and the evidence at the floor and marked impossible, one message taken away
                // and the range of the evidence; and a factor's own range.
                double marked = -LOG_FLOOR * (1 + bounds.impossibleWeight());
                double content = slots * ((degree + 2) * marked + LOG_RANGE) + LOG_RANGE;
                assertThat(isPowerOfTwo(bounds.addressPrice())).isTrue();
                assertThat(bounds.addressPrice() - content)
                        .as("room above the content of %d slots at degree %d", slots, degree)
                        .isGreaterThan(746);
                // The sink is priced with it too: beside it, ln(D − c) must stay content.
                assertThat(bounds.addressPrice()).isGreaterThan(Math.log(bounds.sumDenominator()) + 746);
            }
        }
    }

    @Test
    void theLargestDegreeStillHasItsInequalities() {
        ModelBounds bounds = ofDegree(ModelBounds.MOST_DEGREE);
        assertThat((double) bounds.sumDenominator()).isGreaterThan(ModelBounds.MOST_DEGREE + 1.0);
        assertThat(ModelBounds.MOST_DEGREE * LOG_FLOOR - LOG_RANGE).isGreaterThan(bounds.impossibleBelow());
        assertThat(bounds.addressPrice())
                .isGreaterThan(-LOG_FLOOR * ModelBounds.MOST_DEGREE * bounds.impossibleWeight());
    }

    @Test
    void boundsThatCannotBeAreRefused() {
        assertThat(new ModelBounds(1, 1, 30, 30, ModelBounds.MOST_DEGREE).cellBits())
                .isEqualTo(30);
        int[][] bad = {
            {0, 1, 1, 1, 0},
            {1, 0, 1, 1, 0},
            {1, 1, 0, 1, 0},
            {1, 1, 1, 0, 0},
            {1, 1, 1, 1, -1},
            {1, 1, 31, 1, 0},
            {1, 1, 1, 31, 0},
            {1, 1, 1, 1, Integer.MAX_VALUE}
        };
        for (int[] b : bad) {
            assertThatThrownBy(() -> new ModelBounds(b[0], b[1], b[2], b[3], b[4]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got");
        }
    }

    @Test
    void boundsCoverThoseThatAreNowhereLarger() {
        ModelBounds bounds = new ModelBounds(2, 3, 4, 5, 6);
        assertThat(bounds.cover(bounds)).isTrue();
        assertThat(bounds.cover(new ModelBounds(1, 1, 1, 1, 0))).isTrue();
        assertThat(bounds.cover(new ModelBounds(3, 3, 4, 5, 6))).isFalse();
        assertThat(bounds.cover(new ModelBounds(2, 4, 4, 5, 6))).isFalse();
        assertThat(bounds.cover(new ModelBounds(2, 3, 5, 5, 6))).isFalse();
        assertThat(bounds.cover(new ModelBounds(2, 3, 4, 6, 6))).isFalse();
        assertThat(bounds.cover(new ModelBounds(2, 3, 4, 5, 7))).isFalse();
    }

    @Test
    void theLeastBoundsOfTwoTakeTheLargerOfEach() {
        assertThat(new ModelBounds(1, 9, 2, 8, 0).and(new ModelBounds(5, 2, 7, 3, 4)))
                .isEqualTo(new ModelBounds(5, 9, 7, 8, 4));
    }
}
