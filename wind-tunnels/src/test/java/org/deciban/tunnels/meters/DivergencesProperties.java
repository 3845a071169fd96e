package org.deciban.tunnels.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.apache.commons.math3.dfp.DfpMath;

/** The divergences against the same formulas in 60 decimal digits, by another library and in the textbook's form. */
class DivergencesProperties {
    private static final DfpField DIGITS = new DfpField(60);

    private static Dfp exact(double x) {
        return DIGITS.newDfp(x);
    }

    /** {@code Σ p log2(p/q)}, both divided by their sums first, so that they are distributions to 60 digits. */
    private static double textbook(double[] p, double[] q) {
        Dfp sumP = sum(p);
        Dfp sumQ = sum(q);
        Dfp nats = DIGITS.getZero();
        for (int i = 0; i < p.length; i++) {
            Dfp share = exact(p[i]).divide(sumP);
            nats = nats.add(share.multiply(DfpMath.log(share.divide(exact(q[i]).divide(sumQ)))));
        }
        return nats.divide(DfpMath.log(DIGITS.getTwo())).toDouble();
    }

    private static Dfp sum(double[] values) {
        Dfp sum = DIGITS.getZero();
        for (double value : values) {
            sum = sum.add(exact(value));
        }
        return sum;
    }

    /** Sums to 1 within half a unit in the last place of each entry. */
    private static double[] normalised(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    @Provide
    Arbitrary<double[]> distributions() {
        return Arbitraries.doubles()
                .between(1e-6, 1)
                .ofScale(9)
                .array(double[].class)
                .ofMinSize(2)
                .ofMaxSize(8)
                .map(DivergencesProperties::normalised);
    }

    @Property(tries = 200)
    void divergenceIsThatOfSixtyDigits(@ForAll("pairs") double[][] pair) {
        assertThat(Divergences.kullbackLeibler(pair[0], pair[1]))
                .isEqualTo(textbook(pair[0], pair[1]), within(1e-14 * (1 + textbook(pair[0], pair[1]))));
    }

    @Provide
    Arbitrary<double[][]> pairs() {
        return distributions()
                .flatMap(p -> Arbitraries.doubles()
                        .between(1e-6, 1)
                        .ofScale(9)
                        .array(double[].class)
                        .ofSize(p.length)
                        .map(q -> new double[][] {p, normalised(q)}));
    }

    /**
     * p of denominators 2^10 and q = p with some mass moved from one outcome to another, all of it exact in binary: relative errors of
     * KLs down to 1e-24, which the sum of p log(p/q) cannot have.
     */
    @Property(tries = 200)
    void nearlyEqualDistributionsHaveTheirDigits(@ForAll("nearlyEqual") double[][] pair) {
        double right = textbook(pair[0], pair[1]);
        assertThat(Divergences.kullbackLeibler(pair[0], pair[1])).isEqualTo(right, within(1e-13 * right));
    }

    @Provide
    Arbitrary<double[][]> nearlyEqual() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 511),
                        Arbitraries.integers().between(1, 511),
                        Arbitraries.integers().between(12, 40))
                .as((first, second, exponent) -> {
                    double[] p = {first / 1024.0, second / 1024.0, (1024 - first - second) / 1024.0};
                    double moved = Math.scalb(1.0, -exponent);
                    return new double[][] {p, {p[0] + moved, p[1] - moved, p[2]}};
                });
    }

    @Property(tries = 100)
    void nothingIsFartherFromItself(@ForAll("distributions") double[] p) {
        assertThat(Divergences.kullbackLeibler(p, p)).isZero();
        assertThat(Divergences.totalVariation(p, p)).isZero();
    }

    /** Pinsker: TV² ≤ KL/2 in nats. */
    @Property(tries = 200)
    void totalVariationIsWithinPinskersBound(@ForAll("pairs") double[][] pair) {
        double tv = Divergences.totalVariation(pair[0], pair[1]);
        assertThat(tv * tv)
                .isLessThanOrEqualTo(
                        Divergences.kullbackLeibler(pair[0], pair[1]) * Math.log(2) / 2 * (1 + 1e-12) + 1e-15);
    }

    @Property(tries = 50)
    void uniformDistributionsAreLogarithmsApart(
            @ForAll @IntRange(min = 1, max = 20) int few, @ForAll @IntRange(min = 0, max = 20) int more) {
        double[] p = new double[few + more];
        Arrays.fill(p, 0, few, 1.0 / few);
        double[] q = new double[few + more];
        Arrays.fill(q, 1.0 / (few + more));
        double bits = Math.log((double) (few + more) / few) / Math.log(2);
        assertThat(Divergences.kullbackLeibler(p, q)).isEqualTo(bits, within(1e-14));
        assertThat(Divergences.totalVariation(p, q)).isEqualTo(1 - (double) few / (few + more), within(1e-14));
        assertThat(Divergences.entropy(p)).isEqualTo(Math.log(few) / Math.log(2), within(1e-14));
    }

    @Property(tries = 100)
    void aCoinHasItsEntropy(@ForAll @DoubleRange(min = 1e-9, max = 0.999) @Scale(12) double p) {
        Dfp one = DIGITS.getOne();
        Dfp heads = exact(p);
        Dfp tails = one.subtract(heads);
        double bits = heads.multiply(DfpMath.log(heads))
                .add(tails.multiply(DfpMath.log(tails)))
                .negate()
                .divide(DfpMath.log(DIGITS.getTwo()))
                .toDouble();
        assertThat(Divergences.entropy(new double[] {p, 1 - p})).isEqualTo(bits, within(1e-15));
    }
}
