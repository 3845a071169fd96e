package org.deciban.proofs.recheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.deciban.proofs.recheck.Decimals.Range;

/** Exponentials and logarithms of 60 digits, against those of another library in 90. */
class DecimalsProperties {
    private static final Decimals SIXTY = new Decimals(60);
    private static final DfpField NINETY = new DfpField(90);
    private static final MathContext EIGHTY = new MathContext(80);

    @Property(tries = 300)
    void exponentialsAreHeldAndTight(@ForAll @DoubleRange(min = -760, max = 20) @Scale(14) double x) {
        Dfp exact = NINETY.newDfp(new BigDecimal(x).toString()).exp();
        requireHeld(SIXTY.exp(Range.of(x)), new BigDecimal(exact.toString()));
    }

    @Property(tries = 300)
    void logarithmsAreHeldAndTight(
            @ForAll @DoubleRange(min = 0.5, max = 1) @Scale(16) double mantissa,
            @ForAll @IntRange(min = -1000, max = 3) int exponent) {
        double x = Math.scalb(mantissa, exponent);
        Dfp exact = NINETY.newDfp(new BigDecimal(x).round(EIGHTY).toString()).log();
        requireHeld(SIXTY.log(Range.of(new BigDecimal(x).round(EIGHTY))), new BigDecimal(exact.toString()));
    }

    @Example
    void exponentialsFarBelowAreHeldToo() {
        Range range = SIXTY.exp(new Range(new BigDecimal("-1e30"), new BigDecimal("-2000000")));
        assertThat(range.lo()).isZero();
        // ln 10 < 2.4, so that e^(−2,000,000) > 10^(−870000); and it is below 10^(−860000).
        assertThat(range.hi()).isGreaterThan(BigDecimal.ONE.movePointLeft(860_000));
    }

    private static void requireHeld(Range range, BigDecimal exact) {
        BigDecimal error = exact.abs().scaleByPowerOfTen(-75);
        assertThat(range.lo()).isLessThanOrEqualTo(exact.add(error));
        assertThat(range.hi()).isGreaterThanOrEqualTo(exact.subtract(error));
        assertThat(range.width())
                .isLessThanOrEqualTo(exact.abs().max(BigDecimal.ONE).scaleByPowerOfTen(-50));
    }
}
