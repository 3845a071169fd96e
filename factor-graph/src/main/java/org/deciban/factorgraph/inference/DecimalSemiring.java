package org.deciban.factorgraph.inference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Decimal floating point of a given number of digits; each operation rounds to nearest, and the range has no end. */
final class DecimalSemiring implements Semiring<BigDecimal> {
    private final MathContext precision;

    DecimalSemiring(MathContext precision) {
        this.precision = precision;
    }

    @Override
    public BigDecimal zero() {
        return BigDecimal.ZERO;
    }

    @Override
    public BigDecimal one() {
        return BigDecimal.ONE;
    }

    @Override
    public NumberTable<BigDecimal> load(double[] weights) {
        return new NumberTable<>(
                Arrays.stream(weights)
                        .mapToObj(weight -> new BigDecimal(weight, precision))
                        .toList(),
                0);
    }

    @Override
    public BigDecimal add(BigDecimal a, BigDecimal b) {
        return a.add(b, precision);
    }

    @Override
    public BigDecimal multiply(BigDecimal a, BigDecimal b) {
        return a.multiply(b, precision);
    }

    @Override
    public BigDecimal divide(BigDecimal a, BigDecimal b) {
        return a.divide(b, precision);
    }

    @Override
    public boolean isZero(BigDecimal number) {
        return number.signum() == 0;
    }

    @Override
    public double log(BigDecimal number) {
        int shift = number.precision() - number.scale();
        return Math.log(number.movePointLeft(shift).doubleValue()) + shift * Math.log(10);
    }
}
