package org.deciban.transformer.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against {@link StrictMath}. */
class ExponentialTest {
    private static double exp(double x, double shift) {
        double[] entries = {7, x};
        new Exponential().exp(entries, 1, 1, shift);
        assertThat(entries[0]).isEqualTo(7);
        return entries[1];
    }

    private static double log1p(double e) {
        double[] entries = {e};
        Exponential.log1p(entries, 1);
        return entries[0];
    }

    private static void assertWithinTwoUlps(double actual, double expected) {
        assertThat(Math.abs(actual - expected)).as("%s", expected).isLessThanOrEqualTo(2 * Math.ulp(expected));
    }

    @Test
    void exponentialsAreWithinTwoUlps() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            double x = -707 * Math.pow(random.nextDouble(), 1 + i % 8);
            assertWithinTwoUlps(exp(x, 0), StrictMath.exp(x));
        }
        assertThat(exp(0, 0)).isEqualTo(1);
        assertThat(exp(3, 5)).isEqualTo(exp(-2, 0));
    }

    @Test
    void whatUnderflowsIsExactlyZeroAndNanStays() {
        for (double x : new double[] {-708.1, -745, -746, -1e4, -1e300, Double.NEGATIVE_INFINITY}) {
            assertThat(exp(x, 0)).isEqualTo(0.0);
        }
        assertThat(exp(Double.NaN, 0)).isNaN();
    }

    @Test
    void logarithmsOfOneAndLittleMoreAreWithinTwoUlps() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            double e = i % 2 == 0 ? random.nextDouble() : Math.pow(10, -300 * random.nextDouble());
            assertWithinTwoUlps(log1p(e), StrictMath.log1p(e));
        }
        assertThat(log1p(0)).isEqualTo(0.0);
        assertThat(log1p(1)).isEqualTo(Math.log(2));
        assertThat(log1p(Double.NaN)).isNaN();
    }
}
