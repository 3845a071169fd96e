package org.deciban.tunnels.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DivergencesTest {
    @Test
    void whatMayHappenAndIsGivenNothingIsInfinitelyFar() {
        assertThat(Divergences.kullbackLeibler(new double[] {0.5, 0.5}, new double[] {1, 0}))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Divergences.kullbackLeibler(new double[] {1, 0}, new double[] {0.5, 0.5}))
                .isEqualTo(1, within(1e-15));
        assertThat(Divergences.totalVariation(new double[] {0, 1}, new double[] {1, 0}))
                .isEqualTo(1);
    }

    /** By hand: ½ log2(½ / ¼) + ½ log2(½ / ¾) = 1 − ½ log2 3. */
    @Test
    void aDivergenceByHand() {
        assertThat(Divergences.kullbackLeibler(new double[] {0.5, 0.5}, new double[] {0.25, 0.75}))
                .isEqualTo(1 - Math.log(3) / Math.log(2) / 2, within(1e-15));
    }

    /** The sum of p log(p/q) of these is 0 or noise of 1e-17; right is ½ Σ d²/p to first order, 4 · 2^−80 / ln 2 bits. */
    @Test
    void aDivergenceFarBelowRoundingIsNotNoise() {
        double moved = Math.scalb(1.0, -40);
        double right = 2 * moved * moved / Math.log(2);
        assertThat(Divergences.kullbackLeibler(new double[] {0.5, 0.5}, new double[] {0.5 + moved, 0.5 - moved}))
                .isEqualTo(right, within(1e-12 * right));
    }

    @Test
    void theSmallestNumbersAreTakenTo() {
        double least = Double.MIN_VALUE;
        assertThat(Divergences.kullbackLeibler(new double[] {least, 1}, new double[] {1, least}))
                .isEqualTo(1074, within(1e-9));
        assertThat(Divergences.kullbackLeibler(new double[] {least, 1}, new double[] {2 * least, 1}))
                .isBetween(0.0, 1e-300);
    }

    @Test
    void whatIsNoNumberStaysNone() {
        assertThat(Divergences.kullbackLeibler(new double[] {Double.NaN, 1}, new double[] {0, 1}))
                .isNaN();
        assertThat(Divergences.kullbackLeibler(new double[] {0, 1}, new double[] {Double.NaN, 1}))
                .isNaN();
        assertThat(Divergences.totalVariation(new double[] {0, 1}, new double[] {Double.NaN, 1}))
                .isNaN();
        assertThat(Divergences.entropy(new double[] {Double.NaN})).isNaN();
    }

    @Test
    void differentOutcomesAreRefused() {
        assertThatThrownBy(() -> Divergences.kullbackLeibler(new double[] {1}, new double[] {0.5, 0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 and 2");
    }
}
