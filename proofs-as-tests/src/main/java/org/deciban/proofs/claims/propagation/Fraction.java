package org.deciban.proofs.claims.propagation;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A fraction in [0, 1] with no rounding.
 *
 * @param over a positive number
 */
record Fraction(BigInteger count, BigInteger over) {
    static final Fraction HALF = new Fraction(BigInteger.ONE, BigInteger.TWO);

    /** The number that a double stands for. */
    static Fraction of(double value) {
        BigDecimal decimal = new BigDecimal(value);
        return new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale())).reduced();
    }

    /** updateBelief, {@code p q / (p q + (1−p)(1−q))}; both sides are multiplied by the two denominators. */
    Fraction update(Fraction that) {
        BigInteger both = count.multiply(that.count);
        BigInteger neither = over.subtract(count).multiply(that.over.subtract(that.count));
        return new Fraction(both, both.add(neither)).reduced();
    }

    /** AND of independent events, {@code p q}. */
    Fraction and(Fraction that) {
        return new Fraction(count.multiply(that.count), over.multiply(that.over)).reduced();
    }

    private Fraction reduced() {
        BigInteger common = count.gcd(over);
        return new Fraction(count.divide(common), over.divide(common));
    }
}
