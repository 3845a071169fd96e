package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DyadicSemiringProperties {
    private final DyadicSemiring semiring = new DyadicSemiring();

    @Property
    void tablesAreLoadedWithoutRounding(@ForAll long bits, @ForAll long otherBits) {
        double[] weights = {weight(bits), 0, weight(otherBits), Double.MIN_VALUE, 0.75};
        NumberTable<BigInteger> table = semiring.load(weights);
        long exponent = table.dropExponent();
        for (int i = 0; i < weights.length; i++) {
            assertThat(DyadicSemiring.fraction(table.numbers().get(i), exponent))
                    .isEqualTo(BruteForce.exactly(weights[i]));
        }
    }

    /** Any finite double that is not negative. */
    private static double weight(long bits) {
        double value = Math.abs(Double.longBitsToDouble(bits));
        return value < Double.POSITIVE_INFINITY ? value : 1.0;
    }

    @Example
    void simpleTablesGiveSmallIntegers() {
        NumberTable<BigInteger> table = semiring.load(new double[] {0.75, 0.5, 0, 6});
        assertThat(table.numbers())
                .containsExactly(BigInteger.valueOf(3), BigInteger.TWO, BigInteger.ZERO, BigInteger.valueOf(24));
        assertThat(table.dropExponent()).isEqualTo(-2);
    }

    @Example
    void logarithmsReachBeyondDoubles() {
        BigInteger huge = BigInteger.TEN.pow(5000);
        assertThat(semiring.log(huge)).isCloseTo(5000 * Math.log(10), within(1e-11));
        assertThat(semiring.log(BigInteger.ZERO)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Example
    void theSmallestNormalNumberIsAPowerOfTwo() {
        NumberTable<BigInteger> loaded = semiring.load(new double[] {Double.MIN_NORMAL, Double.MIN_VALUE});
        // 2^−1022 and 2^−1074, in units of the smaller.
        assertThat(loaded.dropExponent()).isEqualTo(-1074);
        assertThat(loaded.numbers()).containsExactly(BigInteger.ONE.shiftLeft(52), BigInteger.ONE);
    }
}
