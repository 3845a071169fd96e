package org.deciban.factorgraph.inference;

import java.util.List;

/**
 * A non-negative number with the precision of a double and a range without end: mantissa · 2^exponent.
 *
 * @param mantissa in [1, 2), or 0
 * @param exponent 0 where the mantissa is
 */
record WideDouble(double mantissa, long exponent) {
    static final WideDouble ZERO = new WideDouble(0, 0);
    static final WideDouble ONE = new WideDouble(1, 0);

    /** Beyond this many places the smaller summand cannot change the sum. */
    private static final int PRECISION = 64;

    private static final int SUBNORMAL_SHIFT = 60;

    /** An exponent beyond those of doubles on either side. */
    private static final long OUTSIDE = 2000;

    /** {@code value · 2^exponent} for a finite value that is not negative. */
    static WideDouble of(double value, long exponent) {
        if (value == 0) {
            return ZERO;
        }
        if (value < Double.MIN_NORMAL) {
            return of(Math.scalb(value, SUBNORMAL_SHIFT), exponent - SUBNORMAL_SHIFT);
        }
        int shift = Math.getExponent(value);
        return new WideDouble(Math.scalb(value, -shift), exponent + shift);
    }

    WideDouble add(WideDouble that) {
        if (isZero() || that.isZero()) {
            return isZero() ? that : this;
        }
        if (exponent < that.exponent) {
            return that.add(this);
        }
        long apart = exponent - that.exponent;
        return apart > PRECISION ? this : of(mantissa + Math.scalb(that.mantissa, (int) -apart), exponent);
    }

    WideDouble max(WideDouble that) {
        if (isZero() || that.isZero()) {
            return isZero() ? that : this;
        }
        int byExponent = Long.compare(exponent, that.exponent);
        boolean larger = byExponent != 0 ? byExponent > 0 : mantissa >= that.mantissa;
        return larger ? this : that;
    }

    WideDouble multiply(WideDouble that) {
        return of(mantissa * that.mantissa, exponent + that.exponent);
    }

    WideDouble divide(WideDouble that) {
        return of(mantissa / that.mantissa, exponent - that.exponent);
    }

    /** The nearest double; 0 or ∞ beyond its range. */
    double toDouble() {
        return Math.scalb(mantissa, (int) Math.max(-OUTSIDE, Math.min(OUTSIDE, exponent)));
    }

    /** The numbers divided by their sum, which is not zero. */
    static double[] normalised(List<WideDouble> numbers) {
        WideDouble sum = numbers.stream().reduce(ZERO, WideDouble::add);
        return numbers.stream().mapToDouble(n -> n.divide(sum).toDouble()).toArray();
    }

    boolean isZero() {
        return mantissa == 0;
    }

    /** The natural logarithm; −∞ for zero. */
    double log() {
        return Math.log(mantissa) + exponent * Math.log(2);
    }
}
