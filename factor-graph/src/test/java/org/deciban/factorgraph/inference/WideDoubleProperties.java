package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.assertj.core.data.Percentage;

class WideDoubleProperties {
    private static final Percentage ROUNDING = Percentage.withPercentage(1e-13);

    @Property
    void arithmeticIsThatOfDoublesWhereTheseReach(
            @ForAll @DoubleRange(min = 0, max = 1e3) @Scale(9) double a,
            @ForAll @DoubleRange(min = 1e-3, max = 1e3) @Scale(9) double b,
            @ForAll @IntRange(min = -400, max = 400) int exponent) {
        WideDouble x = WideDouble.of(a, exponent);
        WideDouble y = WideDouble.of(b, exponent);
        double unit = Math.scalb(1.0, exponent);
        assertThat(x.add(y).toDouble()).isCloseTo((a + b) * unit, ROUNDING);
        assertThat(y.add(x)).isEqualTo(x.add(y));
        assertThat(x.multiply(y).toDouble()).isCloseTo(a * unit * (b * unit), ROUNDING);
        assertThat(x.divide(y).toDouble()).isCloseTo(a / b, ROUNDING);
        assertThat(x.max(y).toDouble()).isEqualTo(Math.max(a, b) * unit);
        assertThat(y.log()).isCloseTo(Math.log(b) + exponent * Math.log(2), within(1e-12));
    }

    @Example
    void subnormalsZeroAndNumbersBeyondDoublesAreRepresented() {
        WideDouble tiny = WideDouble.of(Double.MIN_VALUE, 0);
        assertThat(tiny.mantissa()).isEqualTo(1);
        assertThat(tiny.exponent()).isEqualTo(-1074);
        assertThat(tiny.toDouble()).isEqualTo(Double.MIN_VALUE);
        WideDouble square = tiny.multiply(tiny);
        assertThat(square.toDouble()).isZero();
        assertThat(square.isZero()).isFalse();
        assertThat(square.divide(tiny)).isEqualTo(tiny);
        WideDouble huge = WideDouble.of(Double.MAX_VALUE, 5000);
        assertThat(huge.toDouble()).isInfinite();
        assertThat(huge.add(square)).isEqualTo(huge);
        assertThat(WideDouble.ZERO.add(square)).isEqualTo(square);
        assertThat(square.add(WideDouble.ZERO)).isEqualTo(square);
        assertThat(square.max(WideDouble.ZERO)).isEqualTo(square);
        assertThat(WideDouble.ZERO.max(square)).isEqualTo(square);
        WideDouble farAway = WideDouble.of(1, 1L << 40);
        assertThat(farAway.add(WideDouble.ONE)).isEqualTo(farAway);
        assertThat(WideDouble.ZERO.multiply(huge).isZero()).isTrue();
        assertThat(WideDouble.ZERO.log()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Example
    void theLargerIsFoundByItsExponentThenByItsMantissa() {
        WideDouble small = WideDouble.of(1.75, 3);
        WideDouble large = WideDouble.of(1.25, 4);
        WideDouble larger = WideDouble.of(1.5, 4);
        assertThat(small.max(large)).isEqualTo(large);
        assertThat(large.max(small)).isEqualTo(large);
        assertThat(large.max(larger)).isEqualTo(larger);
        assertThat(larger.max(large)).isEqualTo(larger);
    }

    @Example
    void aSummandCountsDownToTheLastPlace() {
        WideDouble one = WideDouble.ONE;
        assertThat(one.add(WideDouble.of(1, -52)).mantissa()).isEqualTo(1 + Math.ulp(1.0));
        assertThat(one.add(WideDouble.of(1, -70))).isEqualTo(one);
    }

    @Example
    void numbersOfAnySizeAreNormalised() {
        List<WideDouble> weights =
                List.of(WideDouble.of(1, 9000), WideDouble.of(3, 9000), WideDouble.ZERO, WideDouble.of(1, -9000));
        assertThat(WideDouble.normalised(weights)).containsExactly(0.25, 0.75, 0, 0);
    }
}
