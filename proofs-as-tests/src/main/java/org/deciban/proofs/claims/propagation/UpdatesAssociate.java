package org.deciban.proofs.claims.propagation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;

/**
 * A9. Exact on fractions; in floating point to bounds that are derived here, with u = 2^−53.
 *
 * <p><b>updateBelief.</b> {@code fl(m0·m1)}, the two complements and their product bring the odds of a result p a relative
 * error of at most 4u; sum and quotient bring p one of 2u, which are {@code 2u/(1−p)} of its log-odds. The second update
 * carries the log-odds on and adds its own: its result q is off by at most
 * {@code q(1−q)(8u + 2u/(1−p)) + 2uq}. A unit in the last place of q is more than {@code u·q}. So two ways to bracket, through p and
 * p', differ by at most {@code (1−q)(16 + 2/(1−p) + 2/(1−p')) + 4} of them, up to terms of second order, which are below a
 * hundredth while {@code 1−p ≥ 2^−40}. Commutativity is exact: products and sums of two commute. So is the identity: with
 * m1 = 1/2 all is multiplied by a power of two and {@code m0 + fl(1−m0)} rounds to 1 (where 1−m0 is not exact, it is off by at most
 * 2^−54, and that tie goes to 1).
 *
 * <p><b>AND.</b> k − 1 products, in whatever order, are off by {@code (k−1)u} relative, two orders by twice that, which is at
 * most {@code 2(k−1)} units in the last place.
 *
 * <p><b>Log-odds.</b> k − 1 sums of l_i are off by at most {@code (k−1)u Σ|l_i|}, two orders by twice that, wherever the
 * beliefs lie: no sum loses what a belief near 1 loses.
 */
@Claim(
        id = "A9",
        title = "Updates and ANDs associate",
        published = "For all beliefs in (0, 1): updateBelief is associative and commutative and has the identity 1/2;"
                + " folds of AND associate",
        statement =
                "Exactly so in rational numbers. In float64: commutative and identity to the bit; two ways to bracket three"
                        + " updates differ by at most (1−q)(16 + 2/(1−p) + 2/(1−p')) + 4 ulps, q the result, p and p' what was computed on"
                        + " the way; two folds of k ANDs by 2(k−1) ulps; two folds of k log-odds by 2(k−1)u Σ|l|",
        assumptions = {
            "beliefs lie within (0, 1): certainty against certainty has no value",
            "in float64, the beliefs computed on the way are at most 1 − 2^−40"
        },
        source = "arXiv 2603.17063; bounds: this project",
        status = Status.HOLDS)
public final class UpdatesAssociate implements ClaimSuite {
    private static final double U = 0x1p-53;
    private static final double SECOND_ORDER = 1.01;
    /** Sums of two log-odds stay below 26, and 1 − σ(26) is 2^−37.5. */
    private static final double MOST_LOG_ODDS = 13;

    private static final double LEAST_LOG_ODDS = -60;
    private static final double FAULT = 1e-9;
    private static final Domain<Beliefs> DOMAIN = Beliefs.between(LEAST_LOG_ODDS, MOST_LOG_ODDS);

    private static double update(double m0, double m1) {
        double both = m0 * m1;
        return both / (both + (1 - m0) * (1 - m1));
    }

    @Override
    public Finding holds(Tries tries) {
        return Trials.everyCase("exact on fractions", tries, DOMAIN, UpdatesAssociate::errorOnFractions, 0)
                .and(Trials.everyCase(
                        "updateBelief in float64, as a share of its bound",
                        tries,
                        DOMAIN,
                        updateError(UpdatesAssociate::update),
                        1))
                .and(Trials.everyCase(
                        "folds of AND, as a share of 2(k−1) ulps", tries, DOMAIN, foldError((a, b) -> a * b), 1))
                .and(Trials.everyCase(
                        "folds of log-odds, as a share of 2(k−1)u Σ|l|",
                        tries,
                        Beliefs.between(LEAST_LOG_ODDS, 36),
                        UpdatesAssociate::logOddsError,
                        1));
    }

    private static double errorOnFractions(Beliefs beliefs) {
        Fraction a = Fraction.of(beliefs.value(0));
        Fraction b = Fraction.of(beliefs.value(1));
        Fraction c = Fraction.of(beliefs.value(2));
        boolean updates = a.update(b).equals(b.update(a))
                && a.update(b).update(c).equals(a.update(b.update(c)))
                && a.update(Fraction.HALF).equals(a);
        boolean ands = a.and(b).equals(b.and(a)) && a.and(b).and(c).equals(a.and(b.and(c)));
        return updates && ands ? 0 : 1;
    }

    /** What has to be exact counts as infinitely far off where it is not. */
    private static ToDoubleFunction<Beliefs> updateError(DoubleBinaryOperator update) {
        return beliefs -> {
            double a = beliefs.value(0);
            double b = beliefs.value(1);
            double c = beliefs.value(2);
            if (update.applyAsDouble(a, b) != update.applyAsDouble(b, a) || update.applyAsDouble(a, 0.5) != a) {
                return Double.POSITIVE_INFINITY;
            }
            double ab = update.applyAsDouble(a, b);
            double bc = update.applyAsDouble(b, c);
            double q = update.applyAsDouble(ab, c);
            double difference = Math.abs(q - update.applyAsDouble(a, bc));
            double ulps = (1 - q) * (16 + 2 / (1 - ab) + 2 / (1 - bc)) + 4;
            return difference / (SECOND_ORDER * ulps * Math.ulp(q));
        };
    }

    private static ToDoubleFunction<Beliefs> foldError(DoubleBinaryOperator and) {
        return beliefs -> {
            List<Double> values = beliefs.values();
            double inOrder = values.stream().reduce(1.0, and::applyAsDouble);
            double bracketed = fold(values, beliefs.bracketing(), and);
            return Math.abs(inOrder - bracketed) / (2 * (values.size() - 1) * Math.ulp(inOrder));
        };
    }

    private static double logOddsError(Beliefs beliefs) {
        List<Double> logOdds = beliefs.values().stream()
                .map(value -> Math.log(value) - Math.log1p(-value))
                .toList();
        double inOrder = logOdds.stream().reduce(0.0, Double::sum);
        double bracketed = fold(logOdds, beliefs.bracketing(), Double::sum);
        double size = logOdds.stream().mapToDouble(Math::abs).sum();
        return Math.abs(inOrder - bracketed) / (2 * (logOdds.size() - 1) * U * size);
    }

    private static double fold(List<Double> values, List<Integer> bracketing, DoubleBinaryOperator join) {
        List<Double> left = new ArrayList<>(values);
        for (int step = 0; left.size() > 1; step++) {
            int pair = bracketing.get(step) % (left.size() - 1);
            double second = left.remove(pair + 1);
            left.set(pair, join.applyAsDouble(left.get(pair), second));
        }
        return left.get(0);
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Beliefs>> kinds = new LinkedHashMap<>();
        kinds.put(
                "with a belief below 1e-9", beliefs -> beliefs.values().stream().anyMatch(b -> b < 1e-9));
        kinds.put(
                "with a belief above 0.999",
                beliefs -> beliefs.values().stream().anyMatch(b -> b > 0.999));
        kinds.put(
                "of both opinions",
                beliefs -> beliefs.values().stream().anyMatch(b -> b < 0.5)
                        && beliefs.values().stream().anyMatch(b -> b > 0.5));
        kinds.put("of five beliefs or more", beliefs -> beliefs.values().size() >= 5);
        kinds.put(
                "whose two ways to bracket give other bits",
                beliefs -> update(update(beliefs.value(0), beliefs.value(1)), beliefs.value(2))
                        != update(beliefs.value(0), update(beliefs.value(1), beliefs.value(2))));
        return Coverage.of(tries, DOMAIN, kinds, 0.2);
    }

    @Override
    public Finding needsItsAssumptions(Tries tries) {
        Finding nearOne = Trials.someCaseRefutes(
                "two ways to bracket three updates differ by less than 0.1, whatever is computed on the way",
                tries,
                Beliefs.contradicting(),
                beliefs -> Math.abs(update(update(beliefs.value(0), beliefs.value(1)), beliefs.value(2))
                        - update(beliefs.value(0), update(beliefs.value(1), beliefs.value(2)))),
                0.1);
        boolean none = Double.isNaN(update(0, 1));
        return nearOne.and(Finding.of(none, "updateBelief(0, 1) is 0/0", 1));
    }

    @Override
    public Finding bites(Tries tries) {
        Map<String, DoubleBinaryOperator> faults = new LinkedHashMap<>();
        faults.put("odds that are 1e-9 too large", (a, b) -> {
            double both = a * b * (1 + FAULT);
            return both / (both + (1 - a) * (1 - b));
        });
        faults.put("a weight of 1 + 1e-9 on the first log-odds", (a, b) -> {
            double both = a * b;
            double neither = (1 - a) * (1 - b);
            return both / (both + neither * Math.pow((1 - a) / a, FAULT));
        });
        Finding all = Trials.someCaseRefutes(
                "a fold of AND that loses 1e-9 on the way",
                tries,
                DOMAIN,
                foldError((a, b) -> a * b * (a < b ? 1 : 1 - FAULT)),
                1);
        for (Map.Entry<String, DoubleBinaryOperator> fault : faults.entrySet()) {
            all = all.and(Trials.someCaseRefutes(fault.getKey(), tries, DOMAIN, updateError(fault.getValue()), 1));
        }
        return all;
    }
}
