package org.deciban.proofs.certificates;

import java.util.Arrays;

/**
 * Softmax with an interval for every score, each of which may be anywhere in its own: {@code p_j = e_j / Σ e} with
 * {@code e_j = e^(s_j − max s)}, and 0 where {@code s_j − max s < −746}, as the engines define it.
 *
 * <p>A shift of all scores by one number changes no weight. So the exponentials here are taken below the largest upper end of a
 * score, which need not be the largest score.
 */
final class Softmax {
    /** Further below the largest score an exponential counts as 0. */
    private static final double GAP = 746;

    /** Enclosures of {@code e^(s_j − m)} for one number m; 0 for those certainly cut, and from 0 for those perhaps cut. */
    final Interval[] exponentials;
    /** Those that are certainly not cut. */
    final boolean[] kept;

    private Softmax(Interval[] exponentials, boolean[] kept) {
        this.exponentials = exponentials;
        this.kept = kept;
    }

    /** The exponentials of scores; where one is unbounded nothing is known of any. */
    static Softmax of(Interval[] scores) {
        Interval[] exponentials = new Interval[scores.length];
        boolean[] kept = new boolean[scores.length];
        if (!Arrays.stream(scores).allMatch(Interval::isBounded)) {
            Arrays.fill(exponentials, new Interval(0, 1));
            return new Softmax(exponentials, kept);
        }
        double most = Arrays.stream(scores).mapToDouble(Interval::hi).max().orElse(0);
        double least = Arrays.stream(scores).mapToDouble(Interval::lo).max().orElse(0);
        for (int j = 0; j < scores.length; j++) {
            kept[j] = Directed.addDown(scores[j].lo(), -most) >= -GAP;
            boolean cut = Directed.addUp(scores[j].hi(), -least) < -GAP;
            Interval e =
                    cut ? Interval.ZERO : scores[j].minus(Interval.of(most)).exp();
            exponentials[j] = kept[j] ? e : new Interval(0, e.hi());
        }
        return new Softmax(exponentials, kept);
    }

    /** The weights p_j. Each rises with its own exponential and falls with the others, so bounds are reached at ends. */
    Interval[] weights() {
        int n = exponentials.length;
        Interval[] after = new Interval[n + 1];
        after[n] = Interval.ZERO;
        for (int j = n - 1; j >= 0; j--) {
            after[j] = after[j + 1].plus(exponentials[j]);
        }
        Interval[] weights = new Interval[n];
        Interval before = Interval.ZERO;
        for (int j = 0; j < n; j++) {
            Interval others = before.plus(after[j + 1]);
            weights[j] = others.magnitude() == 0 ? Interval.ONE : share(exponentials[j], others);
            before = before.plus(exponentials[j]);
        }
        return weights;
    }

    private static Interval share(Interval own, Interval others) {
        double lo = own.lo() > 0 ? Directed.divideDown(own.lo(), Directed.addUp(own.lo(), others.hi())) : 0;
        double hi = own.hi() > 0 ? Directed.divideUp(own.hi(), Directed.addDown(own.hi(), others.lo())) : 0;
        return new Interval(lo, Math.min(1, hi));
    }

    /** Averages {@code Σ p_j v_j}: between the least and the largest value, and no wider than the quotient of the sums. */
    Interval average(Interval[] values) {
        Interval sum = Interval.ZERO;
        Interval weighted = Interval.ZERO;
        Interval hull = values[0];
        for (int j = 0; j < values.length; j++) {
            sum = sum.plus(exponentials[j]);
            weighted = weighted.plus(exponentials[j].times(values[j]));
            hull = hull.hull(values[j]);
        }
        return sum.lo() > 0 ? weighted.over(sum).and(hull) : hull;
    }

    /** The same over those that are certainly kept alone. */
    Softmax ofKept() {
        return ofKeptIn(this);
    }

    /** The same over those alone that another one of these scores keeps for certain. */
    Softmax ofKeptIn(Softmax other) {
        Interval[] only = new Interval[exponentials.length];
        for (int j = 0; j < only.length; j++) {
            only[j] = other.kept[j] ? exponentials[j] : Interval.ZERO;
        }
        return new Softmax(only, other.kept);
    }
}
