package org.deciban.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against values of mpmath 1.3.0, computed with 400 digits and given with 25. */
class ActivationTest {
    private static void assertWithinTwoUlps(Activation activation, double u, double expected) {
        double actual = activation.apply(u);
        assertThat(Math.abs(actual - expected) / Math.ulp(expected))
                .as("%s(%s): expected %s, got %s", activation, u, expected, actual)
                .isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.7310585786300048792511592",
        "-1, 0.2689414213699951207488408",
        "0.5, 0.6224593312018545646389006",
        "-3.25, 0.03732688734412946019771417",
        "20, 0.9999999979388463818097964",
        "36.75, 0.9999999999999998904334997",
        "-40, 4.248354255291588977280721e-18",
        "-700, 9.859676543759770856705373e-305",
        "-720, 2.032230802424293152866634e-313",
        "-745, 2.82235073047193707635344e-324"
    })
    void sigmoidKeepsItsDigits(double u, double expected) {
        assertWithinTwoUlps(Activation.SIGMOID, u, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.6931471805599453094172321",
        "1, 1.313261687518222834048995",
        "-1, 0.3132616875182228340489955",
        "0.5, 0.9740769841801066808729974",
        "-3.25, 0.03804137168778312856120856",
        "20, 20.00000000206115362031438",
        "40, 40.00000000000000000424835",
        "-40, 4.248354255291588986304978e-18",
        "-700, 9.859676543759770856705373e-305"
    })
    void softplusKeepsItsDigits(double u, double expected) {
        assertWithinTwoUlps(Activation.SOFTPLUS, u, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0.6931471805599453094172321",
        "0.5, -0.6931471805599453094172321",
        "10, 2.302585092994045684017991",
        "1e-300, -690.7755278982137051803383"
    })
    void logIsTheNaturalLogarithm(double u, double expected) {
        assertWithinTwoUlps(Activation.LOG, u, expected);
    }

    @Test
    void logHasAFloorInPlaceOfTheLogarithmOfZeroAndOfNegatives() {
        double floor = -690.7755278982137051803383;
        assertWithinTwoUlps(Activation.LOG, 0, floor);
        assertThat(Activation.LOG_FLOOR).isEqualTo(Activation.LOG.apply(0));
        for (double u : new double[] {-0.0, 1e-301, Double.MIN_VALUE, -1, Double.NEGATIVE_INFINITY}) {
            assertThat(Activation.LOG.apply(u)).isEqualTo(Activation.LOG_FLOOR);
        }
        assertThat(Activation.LOG.apply(1)).isZero();
        assertThat(Activation.LOG.apply(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void sigmoidReachesItsLimits() {
        assertThat(Activation.SIGMOID.apply(0)).isEqualTo(0.5);
        assertThat(Activation.SIGMOID.apply(-800)).isZero();
        assertThat(Activation.SIGMOID.apply(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Activation.SIGMOID.apply(-Double.MAX_VALUE)).isZero();
        assertThat(Activation.SIGMOID.apply(800)).isEqualTo(1);
        assertThat(Activation.SIGMOID.apply(Double.POSITIVE_INFINITY)).isEqualTo(1);
    }

    @Test
    void softplusReachesItsLimits() {
        assertThat(Activation.SOFTPLUS.apply(-800)).isZero();
        assertThat(Activation.SOFTPLUS.apply(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Activation.SOFTPLUS.apply(800)).isEqualTo(800);
        assertThat(Activation.SOFTPLUS.apply(Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
        assertThat(Activation.SOFTPLUS.apply(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void reluCutsOffWhatIsNegative() {
        assertThat(Activation.RELU.apply(2.5)).isEqualTo(2.5);
        assertThat(Activation.RELU.apply(-2.5)).isZero();
        assertThat(Activation.RELU.apply(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Activation.RELU.apply(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @EnumSource
    void nanGivesNan(Activation activation) {
        assertThat(activation.apply(Double.NaN)).isNaN();
    }
}
