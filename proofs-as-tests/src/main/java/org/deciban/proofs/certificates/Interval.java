package org.deciban.proofs.certificates;

import org.deciban.transformer.Activation;

/**
 * A closed interval of reals. Every operation returns an interval that holds the results of all reals in its operands.
 *
 * <p>Sums, products and quotients are rounded outward ({@link Directed}). Exponentials and logarithms are those of {@link Math},
 * which the Java platform specifies to lie within 1 ulp of the exact result and to be semi-monotonic; their ends are moved out by
 * two places, since 1 ulp below a power of two is two places.
 *
 * @param lo the lower end; −∞ where nothing is known
 * @param hi the upper end, at least {@code lo}
 */
public record Interval(double lo, double hi) {
    /** The interval that holds 0 alone. */
    public static final Interval ZERO = new Interval(0, 0);

    /** The interval that holds 1 alone. */
    public static final Interval ONE = new Interval(1, 1);

    /** exp of anything below is less than half of the least positive double. */
    private static final double EXP_UNDERFLOWS = -746;

    /**
     * @throws IllegalArgumentException if the ends are out of order; NaN is
     */
    public Interval {
        if (!(lo <= hi)) {
            throw new IllegalArgumentException("an interval must have ends in order, got [" + lo + ", " + hi + "]");
        }
        // A zero has no sign here.
        lo += 0.0;
        hi += 0.0;
    }

    /** The interval that holds one number. */
    public static Interval of(double value) {
        return new Interval(value, value);
    }

    /** Whether it holds one number. */
    public boolean isPoint() {
        return lo == hi;
    }

    /** Whether both ends are finite. */
    public boolean isBounded() {
        return lo > Double.NEGATIVE_INFINITY && hi < Double.POSITIVE_INFINITY;
    }

    /** Whether a number is in it. */
    public boolean contains(double value) {
        return lo <= value && value <= hi;
    }

    /** An upper bound of {@code hi − lo}. */
    public double width() {
        return Directed.addUp(hi, -lo);
    }

    /** A number in it, near the middle. */
    public double middle() {
        double middle = lo / 2 + hi / 2;
        return Math.min(hi, Math.max(lo, middle));
    }

    /** The largest size of a number in it. */
    public double magnitude() {
        return Math.max(Math.abs(lo), Math.abs(hi));
    }

    /** Sums. */
    public Interval plus(Interval other) {
        return new Interval(Directed.addDown(lo, other.lo), Directed.addUp(hi, other.hi));
    }

    /** Differences. */
    public Interval minus(Interval other) {
        return new Interval(Directed.addDown(lo, -other.hi), Directed.addUp(hi, -other.lo));
    }

    /** Products. */
    public Interval times(Interval other) {
        if (other.isPoint()) {
            return times(other.lo);
        }
        if (isPoint()) {
            return other.times(lo);
        }
        double a = Math.min(Directed.multiplyDown(lo, other.lo), Directed.multiplyDown(lo, other.hi));
        double b = Math.min(Directed.multiplyDown(hi, other.lo), Directed.multiplyDown(hi, other.hi));
        double c = Math.max(Directed.multiplyUp(lo, other.lo), Directed.multiplyUp(lo, other.hi));
        double d = Math.max(Directed.multiplyUp(hi, other.lo), Directed.multiplyUp(hi, other.hi));
        return new Interval(Math.min(a, b), Math.max(c, d));
    }

    /** Products with one number. */
    public Interval times(double factor) {
        return factor >= 0
                ? new Interval(Directed.multiplyDown(lo, factor), Directed.multiplyUp(hi, factor))
                : new Interval(Directed.multiplyDown(hi, factor), Directed.multiplyUp(lo, factor));
    }

    /**
     * Quotients by positive numbers.
     *
     * @throws IllegalArgumentException if the divisor holds a number that is not positive
     */
    public Interval over(Interval divisor) {
        if (!(divisor.lo > 0)) {
            throw new IllegalArgumentException("the divisor must be positive, got " + divisor);
        }
        return new Interval(
                Directed.divideDown(lo, lo >= 0 ? divisor.hi : divisor.lo),
                Directed.divideUp(hi, hi >= 0 ? divisor.lo : divisor.hi));
    }

    /** The numbers that are in both; an enclosure twice over stays one. */
    public Interval and(Interval other) {
        return new Interval(Math.max(lo, other.lo), Math.min(hi, other.hi));
    }

    /** The least interval that holds both. */
    public Interval hull(Interval other) {
        return new Interval(Math.min(lo, other.lo), Math.max(hi, other.hi));
    }

    /** The numbers no further than {@code slack} from one in it. */
    public Interval widened(double slack) {
        return slack == 0 ? this : new Interval(Directed.addDown(lo, -slack), Directed.addUp(hi, slack));
    }

    /** Exponentials. */
    public Interval exp() {
        return new Interval(expDown(lo), expUp(hi));
    }

    private static double expDown(double x) {
        return x == 0 ? 1 : x < EXP_UNDERFLOWS ? 0 : Math.max(0, down(Math.exp(x)));
    }

    private static double expUp(double x) {
        return x == 0 ? 1 : x < EXP_UNDERFLOWS ? Double.MIN_VALUE : up(Math.exp(x));
    }

    /** Natural logarithms of positive numbers. */
    public Interval log() {
        return new Interval(lo == 1 ? 0 : down(Math.log(lo)), hi == 1 ? 0 : up(Math.log(hi)));
    }

    private Interval log1p() {
        return new Interval(lo == 0 ? 0 : down(Math.log1p(lo)), hi == 0 ? 0 : up(Math.log1p(hi)));
    }

    private static double down(double rounded) {
        return Math.nextDown(Math.nextDown(rounded));
    }

    private static double up(double rounded) {
        return Math.nextUp(Math.nextUp(rounded));
    }

    /** Values of an activation in real numbers, each of which rises with its argument. */
    Interval activated(Activation activation) {
        return isPoint()
                ? atPoint(activation, lo)
                : new Interval(atPoint(activation, lo).lo, atPoint(activation, hi).hi);
    }

    private static Interval atPoint(Activation activation, double u) {
        return switch (activation) {
            case SIGMOID -> sigmoid(u);
            case SOFTPLUS -> of(-Math.abs(u)).exp().log1p().plus(of(Math.max(u, 0)));
            case RELU -> of(Math.max(u, 0));
            case LOG -> of(Math.max(u, Activation.LOG_ARGUMENT_FLOOR)).log();
        };
    }

    private static Interval sigmoid(double u) {
        Interval e = of(-Math.abs(u)).exp();
        return (u < 0 ? e : ONE).over(ONE.plus(e));
    }

    /**
     * Slopes of an activation: φ(a) − φ(b) is a number in this times (a − b), for all a and b in the interval. At the kinks of RELU
     * and LOG both sides count.
     */
    Interval slope(Activation activation) {
        return switch (activation) {
            case SIGMOID -> {
                Interval s = activated(Activation.SIGMOID);
                yield s.times(ONE.minus(s)).and(new Interval(0, 0.25));
            }
            case SOFTPLUS -> activated(Activation.SIGMOID);
            case RELU -> new Interval(lo >= 0 && hi > 0 ? 1 : 0, hi <= 0 && lo < 0 ? 0 : 1);
            case LOG -> slopeOfLog();
        };
    }

    private Interval slopeOfLog() {
        double floor = Activation.LOG_ARGUMENT_FLOOR;
        if (hi <= floor) {
            return ZERO;
        }
        Interval inverse = ONE.over(new Interval(Math.max(lo, floor), hi));
        return lo >= floor ? inverse : new Interval(0, inverse.hi);
    }
}
