package org.deciban.proofs.recheck;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Closed intervals of decimals of a given number of digits: each operation rounds its lower end down and its upper end up.
 *
 * @param digits of precision
 */
record Decimals(int digits, MathContext down, MathContext up) {
    /** Terms of the exponential series are summed below 2^−8, so that each adds more than two digits. */
    private static final int HALVINGS_BELOW_ONE = 8;

    /** Exponents of decimals end as well. Intervals that are too wide to be of use have ends far beyond this. */
    private static final BigDecimal FAR = BigDecimal.valueOf(-1_000_000);

    /** Holds e^x for all x < −10^6, since e^(−10^6) is about 10^(−434294). */
    private static final Range NEXT_TO_NOTHING = new Range(BigDecimal.ZERO, BigDecimal.ONE.movePointLeft(434_000));

    Decimals(int digits) {
        this(digits, new MathContext(digits, RoundingMode.FLOOR), new MathContext(digits, RoundingMode.CEILING));
    }

    /** Numbers from {@code lo} to {@code hi}. */
    record Range(BigDecimal lo, BigDecimal hi) {
        static final Range ZERO = of(BigDecimal.ZERO);
        static final Range ONE = of(BigDecimal.ONE);

        static Range of(BigDecimal value) {
            return new Range(value, value);
        }

        static Range of(double value) {
            return of(new BigDecimal(value));
        }

        BigDecimal width() {
            return hi.subtract(lo);
        }

        boolean isZero() {
            return lo.signum() == 0 && hi.signum() == 0;
        }

        BigDecimal size() {
            return lo.abs().max(hi.abs());
        }
    }

    Range add(Range a, Range b) {
        return new Range(a.lo.add(b.lo, down), a.hi.add(b.hi, up));
    }

    Range subtract(Range a, Range b) {
        return new Range(a.lo.subtract(b.hi, down), a.hi.subtract(b.lo, up));
    }

    Range multiply(Range a, Range b) {
        if (a.lo.signum() >= 0 && b.lo.signum() >= 0) {
            return new Range(a.lo.multiply(b.lo, down), a.hi.multiply(b.hi, up));
        }
        BigDecimal[] products = {a.lo.multiply(b.lo), a.lo.multiply(b.hi), a.hi.multiply(b.lo), a.hi.multiply(b.hi)};
        BigDecimal least = products[0];
        BigDecimal most = products[0];
        for (BigDecimal product : products) {
            least = least.min(product);
            most = most.max(product);
        }
        return new Range(least.round(down), most.round(up));
    }

    Range multiply(Range a, BigDecimal factor) {
        return factor.signum() >= 0
                ? new Range(a.lo.multiply(factor, down), a.hi.multiply(factor, up))
                : new Range(a.hi.multiply(factor, down), a.lo.multiply(factor, up));
    }

    /** Quotients of ranges by positive ones. */
    Range divide(Range a, Range b) {
        return new Range(
                a.lo.divide(a.lo.signum() >= 0 ? b.hi : b.lo, down), a.hi.divide(a.hi.signum() >= 0 ? b.lo : b.hi, up));
    }

    /** {@code a / (a + others)} for numbers of 0 and more, not all 0. */
    Range share(Range a, Range others) {
        BigDecimal most = a.lo.add(others.hi, up);
        BigDecimal least = a.hi.add(others.lo, down);
        return new Range(
                a.lo.signum() == 0 ? BigDecimal.ZERO : a.lo.divide(most, down),
                a.hi.signum() == 0 ? BigDecimal.ZERO : a.hi.divide(least, up).min(BigDecimal.ONE));
    }

    /** Exponentials; across a width w ≤ 1 they rise by a factor of at most {@code e^w ≤ 1 + 2w}. */
    Range exp(Range x) {
        Range least = expAt(x.lo);
        BigDecimal width = x.hi.subtract(x.lo, up);
        if (width.compareTo(BigDecimal.ONE) > 0) {
            return new Range(least.lo, expAt(x.hi).hi);
        }
        BigDecimal rise = BigDecimal.ONE.add(width.multiply(BigDecimal.valueOf(2)), up);
        return new Range(least.lo, least.hi.multiply(rise, up));
    }

    /**
     * e^x: the series at {@code r = x / 2^k} with |r| ≤ 2^−8, then k squarings. The terms left out are at most twice the first of
     * them in size.
     */
    private Range expAt(BigDecimal x) {
        if (x.signum() == 0) {
            return Range.ONE;
        }
        if (x.compareTo(FAR) < 0) {
            return NEXT_TO_NOTHING;
        }
        int halvings = HALVINGS_BELOW_ONE;
        for (BigDecimal size = x.abs(); size.compareTo(BigDecimal.ONE) > 0; halvings++) {
            size = size.divide(BigDecimal.valueOf(2), up);
        }
        BigDecimal power = BigDecimal.valueOf(2).pow(halvings);
        Range r = new Range(x.divide(power, down), x.divide(power, up));
        Range sum = Range.ONE;
        Range term = Range.ONE;
        BigDecimal enough = BigDecimal.ONE.movePointLeft(digits + 2);
        for (int i = 1; term.size().compareTo(enough) > 0; i++) {
            term = divide(multiply(term, r), Range.of(BigDecimal.valueOf(i)));
            sum = add(sum, term);
        }
        BigDecimal rest = term.size().multiply(BigDecimal.valueOf(2));
        Range result = add(sum, new Range(rest.negate(), rest));
        for (int i = 0; i < halvings; i++) {
            result = multiply(result, result);
        }
        return result;
    }

    /** Logarithms of positive numbers, {@code ln b ≤ ln a + (b − a) / a}; of wide ranges each end is worked out. */
    Range log(Range x) {
        Range least = logAt(x.lo);
        BigDecimal rise = x.hi.subtract(x.lo, up).divide(x.lo, up);
        return new Range(
                least.lo,
                rise.compareTo(BigDecimal.ONE.movePointLeft(digits / 4)) > 0 ? logAt(x.hi).hi : least.hi.add(rise, up));
    }

    /**
     * ln y for y > 0. Some number z near it is found by Halley's iteration, without care for rounding; then
     * {@code ln y = z + ln(1 + t)} with {@code t = y e^(−z) − 1}, and {@code t / (1 + t) ≤ ln(1 + t) ≤ t}.
     */
    private Range logAt(BigDecimal y) {
        if (y.compareTo(BigDecimal.ONE) == 0) {
            return Range.ZERO;
        }
        int shift = y.precision() - y.scale();
        BigDecimal z = new BigDecimal(Math.log(y.movePointLeft(shift).doubleValue()) + shift * Math.log(10));
        MathContext near = new MathContext(digits);
        for (int right = 14; right < digits; right *= 3) {
            BigDecimal e = expAt(z).lo;
            BigDecimal step = y.subtract(e, near).divide(y.add(e, near), near);
            z = z.add(step.multiply(BigDecimal.valueOf(2)), near);
        }
        Range t = subtract(multiply(Range.of(y), expAt(z.negate())), Range.ONE);
        Range least = divide(t, add(Range.ONE, t));
        return add(Range.of(z), new Range(least.lo, t.hi));
    }
}
