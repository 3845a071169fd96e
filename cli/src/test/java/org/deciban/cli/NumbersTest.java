package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void programsGetSeventeenDigits() {
        assertThat(Numbers.full(0.6)).isEqualTo("0.59999999999999998");
        assertThat(Numbers.full(0.1)).isEqualTo("0.10000000000000001");
        assertThat(Numbers.full(1)).isEqualTo("1.0");
        assertThat(Numbers.full(0)).isEqualTo("0.0");
        assertThat(Numbers.full(Double.MIN_VALUE)).isEqualTo("4.9406564584124654E-324");
    }

    @Property
    void theSameDoubleIsReadBack(@ForAll long bits) {
        double x = Double.longBitsToDouble(bits);
        if (Double.isFinite(x) && x != 0) {
            assertThat(Double.parseDouble(Numbers.full(x))).isEqualTo(x);
        }
    }

    @Test
    void peopleSeeWhatIsExactAndWhatIsSmall() {
        assertThat(Numbers.probability(1)).isEqualTo("1");
        assertThat(Numbers.probability(0)).isEqualTo("0");
        assertThat(Numbers.probability(1 - 1e-9)).isEqualTo("1.000000");
        assertThat(Numbers.probability(1.234e-7)).isEqualTo("1.23e-07");
        assertThat(Numbers.probability(1 / 3.0)).isEqualTo("0.333333");
    }

    @Test
    void logarithmsHaveTwelveDecimalsAndNoNegativeZero() {
        assertThat(Numbers.logarithm(Math.log(0.288))).isEqualTo("-1.244794798846");
        assertThat(Numbers.logarithm(-2e-16)).isEqualTo("0.000000000000");
    }

    @Test
    void ordersOfMagnitudeHaveTwoDigits() {
        assertThat(Numbers.brief(2.2204e-16)).isEqualTo("2.2e-16");
        assertThat(Numbers.brief(1e-12)).isEqualTo("1e-12");
        assertThat(Numbers.brief(6e10)).isEqualTo("6e10");
        assertThat(Numbers.brief(0.2401)).isEqualTo("0.24");
        assertThat(Numbers.brief(5.13e-9)).isEqualTo("5.1e-9");
        assertThat(Numbers.brief(0)).isEqualTo("0");
    }
}
