package org.deciban.proofs.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.deciban.transformer.Activation;

/** Operations on intervals, against decimals: exact where they end, and of 60 digits elsewhere. */
class IntervalProperties {
    private static final MathContext DIGITS = new MathContext(60);
    private static final DfpField FIELD = new DfpField(60);

    /** An interval, and a number in it. */
    record Held(Interval interval, double number) {
        BigDecimal exact() {
            return new BigDecimal(number);
        }
    }

    @Provide
    Arbitrary<Held> held() {
        return heldBetween(-1e6, 1e6);
    }

    @Provide
    Arbitrary<Held> exponents() {
        return heldBetween(-800, 40);
    }

    @Provide
    Arbitrary<Held> positive() {
        return Combinators.combine(heldBetween(0.5, 1), Arbitraries.integers().between(-1000, 1000))
                .as((held, shift) -> new Held(
                        new Interval(Math.scalb(held.interval.lo(), shift), Math.scalb(held.interval.hi(), shift)),
                        Math.scalb(held.number, shift)));
    }

    private static Arbitrary<Held> heldBetween(double least, double most) {
        Arbitrary<Double> number = Arbitraries.doubles().between(least, most).ofScale(12);
        Arbitrary<Double> tiny = Arbitraries.integers().between(-1070, -20).map(e -> Math.scalb(1.0, e));
        Arbitrary<Double> centre = least <= 0 ? Arbitraries.oneOf(number, number, tiny) : number;
        Arbitrary<Double> radius = Arbitraries.oneOf(
                Arbitraries.just(0.0),
                Arbitraries.doubles().between(0, (most - least) / 8).ofScale(9),
                tiny);
        return Combinators.combine(
                        centre, radius, Arbitraries.doubles().between(-1, 1).ofScale(3))
                .as((c, r, share) -> {
                    double lo = Math.max(c - r, least);
                    double hi = Math.min(c + r, most);
                    double inside = Math.min(hi, Math.max(lo, c + share * r));
                    return new Held(new Interval(lo, hi), inside);
                });
    }

    @Property
    void sumsAndDifferencesAndProductsAreHeld(@ForAll("held") Held a, @ForAll("held") Held b) {
        requireHeld(a.interval.plus(b.interval), a.exact().add(b.exact()));
        requireHeld(a.interval.minus(b.interval), a.exact().subtract(b.exact()));
        requireHeld(a.interval.times(b.interval), a.exact().multiply(b.exact()));
        requireHeld(a.interval.times(b.number), a.exact().multiply(b.exact()));
    }

    @Property
    void quotientsAreHeld(@ForAll("held") Held a, @ForAll("positive") Held b) {
        requireHeld(a.interval.over(b.interval), a.exact().divide(b.exact(), DIGITS));
    }

    @Property
    void exponentialsAreHeldAndTight(@ForAll("exponents") Held x) {
        Dfp exact = dfp(x.number).exp();
        requireHeld(x.interval.exp(), decimal(exact));
        Interval atPoint = Interval.of(x.number).exp();
        assertThat(atPoint.width()).isLessThanOrEqualTo(5 * Math.ulp(atPoint.hi()));
    }

    @Property
    void logarithmsAreHeldAndTight(@ForAll("positive") Held x) {
        requireHeld(x.interval.log(), decimal(dfp(x.number).log()));
        Interval atPoint = Interval.of(x.number).log();
        assertThat(atPoint.width()).isLessThanOrEqualTo(5 * Math.ulp(atPoint.magnitude()));
    }

    @Property
    void activationsAreHeld(@ForAll("exponents") Held x) {
        BigDecimal e = decimal(dfp(x.number).exp());
        BigDecimal one = BigDecimal.ONE;
        requireHeld(x.interval.activated(Activation.SIGMOID), e.divide(one.add(e), DIGITS));
        requireHeld(x.interval.activated(Activation.SOFTPLUS), log1p(e));
        requireHeld(x.interval.activated(Activation.RELU), x.exact().max(BigDecimal.ZERO));
    }

    @Property
    void slopesHoldWhatLiesBetweenTwoArguments(
            @ForAll("exponents") Held x, @ForAll Activation activation, @ForAll("exponents") Held other) {
        double a = x.number / 40;
        double b = other.number / 40;
        Interval box = new Interval(Math.min(a, b), Math.max(a, b));
        double difference = activation.apply(b) - activation.apply(a);
        Interval allowed = box.slope(activation).times(Interval.of(b).minus(Interval.of(a)));
        // The difference of two doubles is off by their rounding.
        double rounding = 4 * Math.ulp(Math.abs(activation.apply(a)) + Math.abs(activation.apply(b)));
        assertThat(allowed.lo()).isLessThanOrEqualTo(difference + rounding);
        assertThat(allowed.hi()).isGreaterThanOrEqualTo(difference - rounding);
    }

    private static void requireHeld(Interval interval, BigDecimal exact) {
        // Decimals of 60 digits err by far less than the places of a double, but err.
        BigDecimal error = exact.abs().scaleByPowerOfTen(-50);
        assertThat(new BigDecimal(interval.lo())).isLessThanOrEqualTo(exact.add(error));
        assertThat(new BigDecimal(interval.hi())).isGreaterThanOrEqualTo(exact.subtract(error));
    }

    /** ln(1 + e), by its series where 1 + e would lose the digits of e. */
    private static BigDecimal log1p(BigDecimal e) {
        if (e.compareTo(new BigDecimal("1e-20")) > 0) {
            return decimal(dfp(BigDecimal.ONE.add(e)).log());
        }
        BigDecimal square = e.multiply(e, DIGITS);
        return e.subtract(square.divide(BigDecimal.valueOf(2), DIGITS))
                .add(square.multiply(e, DIGITS).divide(BigDecimal.valueOf(3), DIGITS));
    }

    private static Dfp dfp(double number) {
        return dfp(new BigDecimal(number));
    }

    private static Dfp dfp(BigDecimal number) {
        return FIELD.newDfp(number.round(DIGITS).toString());
    }

    private static BigDecimal decimal(Dfp number) {
        return new BigDecimal(number.toString());
    }
}
