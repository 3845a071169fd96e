package org.deciban.proofs.claims.published;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deciban.factorgraph.Evidence;
import org.deciban.proofs.claims.Claim;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.Domain;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Trials;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.generators.Pasteable;

/** A6. */
@Claim(
        id = "A6",
        title = "The weights of the update are unique",
        published = "Exact posteriors force w0 = w1 = 1, b = 0 in the feed-forward σ(w0·logit m0 + w1·logit m1 + b).",
        statement =
                "For all (w0, w1, b) let D = |w0 − 1| + |w1 − 1| + |b|. If D = 0 the unit is the posterior of every (m0, m1) in "
                        + "(0, 1)²; else at one of the four pairs with logits ±1 it is off by at least σ(2 + D) − σ(2) > 0, and along "
                        + "every ray from (1, 1, 0) the error at every pair grows.",
        assumptions = {"the posterior is exact at all (m0, m1), or at four pairs that span", "the inputs are logits"},
        source = "arXiv 2603.17063, the uniqueness theorem, the part about the feed-forward",
        status = Status.HOLDS)
public final class UpdateWeightsClaim implements ClaimSuite {
    /** Sums of logits up to 60, times the slope ¼ of σ. */
    private static final double ROUNDING = 1e-14;

    /** Cases to draw where shares of them are asked for. */
    private static final int COVERED = 200;

    private static final double LOW = 1 / (1 + Math.exp(1));
    private static final double HIGH = 1 / (1 + Math.exp(-1));
    private static final List<Pair> CORNERS =
            List.of(new Pair(LOW, LOW), new Pair(LOW, HIGH), new Pair(HIGH, LOW), new Pair(HIGH, HIGH));

    private static final Domain<Pair> PAIRS = Domain.of(Pair::draw, Pair::smaller, Pair::toString);

    /** Weights, of the sizes that matter: within 1e-6 of the exact ones, beside them, and anywhere. */
    private static final Domain<Unit> UNITS = Domain.of(
            random -> {
                double size = Math.pow(10, 2 * random.nextInt(5) - 6);
                return new Unit(
                        1 + size * random.nextGaussian(),
                        1 + size * random.nextGaussian(),
                        size * random.nextGaussian());
            },
            Unit::toString);

    /** A state of knowledge in which both neighbours believe the same, and weights that add up to 2. */
    private record Diagonal(Unit unit, List<Pair> pairs) {
        static Diagonal draw(Random random) {
            double w0 = 4 * random.nextGaussian();
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                double m = 1 / (1 + Math.exp(-2 * random.nextGaussian()));
                pairs.add(new Pair(m, m));
            }
            return new Diagonal(new Unit(w0, 2 - w0, 0), pairs);
        }

        @Override
        public String toString() {
            Pair first = pairs.get(0);
            return Pasteable.of(first.twoMessages(), Evidence.none(), 1) + "posterior " + first.posterior() + ", by "
                    + unit + " " + unit.beliefs(pairs)[0];
        }

        Stream<Diagonal> smaller() {
            Stream<Diagonal> fewer = Stream.of(pairs.subList(0, Math.min(1, pairs.size())))
                    .filter(some -> some.size() < pairs.size())
                    .map(some -> new Diagonal(unit, some));
            double whole = Math.rint(unit.w0());
            Stream<Diagonal> plainer = Stream.of(2.0, whole)
                    .filter(w0 -> unit.w0() != w0 && unit.w0() != 2)
                    .map(w0 -> new Diagonal(new Unit(w0, 2 - w0, 0), pairs));
            Pair first = pairs.get(0);
            Stream<Diagonal> rounder = first.smaller()
                    .map(pair -> new Pair(pair.first(), pair.first()))
                    .filter(pair -> pairs.size() == 1 && !pair.equals(first) && pair.first() != 0.5)
                    .filter(pair -> Double.toString(pair.first()).length()
                            < Double.toString(first.first()).length())
                    .map(pair -> new Diagonal(unit, List.of(pair)));
            return Stream.of(fewer, plainer, rounder).flatMap(stream -> stream);
        }
    }

    @Override
    public Finding holds(Tries tries) {
        return Trials.everyCase(
                        "at (1, 1, 0) the unit is the posterior",
                        tries,
                        PAIRS,
                        UpdateWeightsClaim::errorAtExact,
                        ROUNDING)
                .and(Trials.everyCase(
                        "at other weights the error is at least σ(2 + D) − σ(2); by how much it is less",
                        tries,
                        UNITS,
                        UpdateWeightsClaim::shortfall,
                        ROUNDING))
                .and(Trials.everyCase(
                        "along a ray the error at no pair shrinks; by how much it does",
                        tries,
                        Domain.of(Ray::draw, Ray::toString),
                        Ray::shrinkage,
                        ROUNDING))
                .and(Trials.everyCase(
                        "least squares from anywhere near return to (1, 1, 0)",
                        tries.dividedBy(4),
                        Domain.of(UpdateWeightsClaim::start, Unit::toString),
                        UpdateWeightsClaim::missed,
                        1e-9));
    }

    private static double errorAtExact(Pair pair) {
        return Unit.EXACT.error(List.of(pair));
    }

    /** {@code σ(2 + D) − σ(2)} without cancellation: {@code (1 − e^(−D)) · σ(−2) / (…)}. */
    private static double promised(double distance) {
        return -Math.expm1(-distance) * Math.exp(-2) / ((1 + Math.exp(-2)) * (1 + Math.exp(-2 - distance)));
    }

    private static double shortfall(Unit unit) {
        return Math.max(0, promised(unit.distance()) - unit.error(CORNERS));
    }

    private static Unit start(Random random) {
        return new Unit(3 * random.nextDouble(), 3 * random.nextDouble(), 2 * random.nextDouble() - 1);
    }

    private static double missed(Unit start) {
        double[] found = UnitFit.leastSquares(new double[] {start.w0(), start.w1(), start.b()}, UnitFit.FROM_LOGITS);
        return new Unit(found[0], found[1], found[2]).distance();
    }

    /** Weights, a factor by which they are moved away from the exact ones, and a pair. */
    private record Ray(Unit unit, double factor, Pair pair) {
        static Ray draw(Random random) {
            return new Ray(UNITS.draw(random), 1 + 2 * random.nextDouble(), Pair.draw(random));
        }

        double shrinkage() {
            return Math.max(0, unit.error(List.of(pair)) - unit.times(factor).error(List.of(pair)));
        }
    }

    @Override
    public Finding isNotVacuous(Tries tries) {
        Map<String, Predicate<Unit>> units = new LinkedHashMap<>();
        units.put("of weights within 1e-4", unit -> unit.distance() < 1e-4);
        units.put("farther than 1", unit -> unit.distance() > 1);
        units.put("with a negative weight", unit -> unit.w0() < 0 || unit.w1() < 0);
        units.put("with an error above a percent", unit -> unit.error(CORNERS) > 0.01);
        units.put("with one below 1e-6", unit -> unit.error(CORNERS) < 1e-6);
        Map<String, Predicate<Pair>> pairs = new LinkedHashMap<>();
        pairs.put("of pairs with a logit above 7", pair -> largestLogit(pair) > 7);
        pairs.put("with both below 2", pair -> largestLogit(pair) < 2);
        pairs.put("that disagree", pair -> pair.firstLogit() * pair.secondLogit() < 0);
        return Trials.covers(tries.atLeast(COVERED), UNITS, units, 0.05)
                .and(Trials.covers(tries.atLeast(COVERED), PAIRS, pairs, 0.1));
    }

    private static double largestLogit(Pair pair) {
        return Math.max(Math.abs(pair.firstLogit()), Math.abs(pair.secondLogit()));
    }

    /** Where both neighbours always believe the same, w0 + w1 = 2 is all that exactness asks. */
    @Override
    public Finding needsItsAssumptions(Tries tries) {
        Domain<Diagonal> diagonals = Domain.of(Diagonal::draw, Diagonal::smaller, Diagonal::toString);
        Finding exact = Trials.everyCase(
                "if m0 = m1 then all weights with w0 + w1 = 2, b = 0 are exact",
                tries,
                diagonals,
                d -> d.unit.error(d.pairs),
                1e-13);
        return exact.and(Trials.someCaseRefutes(
                "weights that are exact at all (m, m) are (1, 1, 0)",
                tries,
                diagonals,
                d -> d.unit.error(d.pairs) <= 1e-13 ? d.unit.distance() : 0,
                0.5));
    }

    /** One weight moved by 1e-6. */
    @Override
    public Finding bites(Tries tries) {
        Finding all = noticed(tries, "w0", new Unit(1 + 1e-6, 1, 0));
        all = all.and(noticed(tries, "w1", new Unit(1, 1 - 1e-6, 0)));
        return all.and(noticed(tries, "b", new Unit(1, 1, 1e-6)));
    }

    private static Finding noticed(Tries tries, String weight, Unit moved) {
        return Trials.someCaseRefutes(
                "with " + weight + " moved by 1e-6 the unit is the posterior",
                tries,
                PAIRS,
                pair -> moved.error(List.of(pair)),
                ROUNDING);
    }
}
