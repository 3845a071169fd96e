package org.deciban.proofs.certificates;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.inference.NumberPosterior;

/**
 * Where the exact posterior can be while likelihoods are anywhere in a box.
 *
 * <p>With weights N_s ≥ 0 of the states of a variable, {@code P(s) = N_s / Σ N}. Every N is a sum of products in which each
 * likelihood entry occurs at most once, with factors of 0 and more.
 *
 * <ul>
 *   <li><b>Tight.</b> In one entry alone P is {@code (a + b x) / (c + d x)}, hence monotone. From any point of the box one may so
 *       move entry after entry to an end without lowering P, and ends in a corner: the largest P is reached at one, and so is the
 *       smallest. With at most {@link #MOST_CORNERS} corners all are visited, and the bounds are those of the box, rounded outward
 *       to doubles.
 *   <li><b>Sound.</b> With more corners, N_s and the sum R of the others rise with every entry, so that
 *       {@code N_s(lo) / (N_s(lo) + R(hi)) ≤ P(s) ≤ N_s(hi) / (N_s(hi) + R(lo))}: two runs.
 * </ul>
 *
 * @param bounds by variable the bounds of its states, in the order of the graph
 * @param isTight whether every bound is reached in the box, but for rounding
 */
public record PosteriorBox(Map<Variable, List<Interval>> bounds, boolean isTight) {
    /** The most corners that are visited. */
    public static final int MOST_CORNERS = 256;

    private static final int DIGITS = 60;

    /** Copies the map. */
    public PosteriorBox {
        bounds = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
    }

    /**
     * Likelihoods of one variable.
     *
     * @param likelihood by state where {@code P(observation | variable = state)} may be, finite and 0 or more
     */
    public record Likelihoods(Variable variable, List<Interval> likelihood) {
        /**
         * @throws IllegalArgumentException if there is not one interval for each state, an end is negative or infinite, or all
         *     likelihoods may be 0
         */
        public Likelihoods {
            likelihood = List.copyOf(likelihood);
            if (likelihood.size() != variable.cardinality()) {
                throw new IllegalArgumentException("intervals in the box of " + variable + ": " + likelihood.size()
                        + "; one for each of its " + variable.cardinality() + " states " + variable.states());
            }
            for (Interval interval : likelihood) {
                if (!(interval.lo() >= 0 && interval.isBounded())) {
                    throw new IllegalArgumentException(
                            "the box of " + variable + " has " + interval + "; likelihoods are finite and ≥ 0");
                }
            }
            if (likelihood.stream().allMatch(interval -> interval.lo() == 0)) {
                throw new IllegalArgumentException("the box of " + variable
                        + " holds likelihoods that are all 0, which is impossible evidence. Maybe raise a lower end?");
            }
        }

        private int moving() {
            return (int)
                    likelihood.stream().filter(interval -> !interval.isPoint()).count();
        }
    }

    /**
     * The bounds.
     *
     * @param given evidence that does not move, on other variables than the box
     * @throws IllegalArgumentException if a variable stands twice
     * @throws org.deciban.factorgraph.ImpossibleEvidenceException if the evidence is impossible somewhere in the box
     * @throws org.deciban.factorgraph.inference.BudgetExceededException if the exact posterior is out of reach
     */
    public static PosteriorBox of(FactorGraph graph, Evidence given, List<Likelihoods> box) {
        Set<Variable> seen = new HashSet<>(given.variables());
        for (Likelihoods likelihoods : box) {
            if (!seen.add(likelihoods.variable)) {
                throw new IllegalArgumentException(
                        "variable " + likelihoods.variable + " is given evidence twice, in the box or beside it");
            }
        }
        int moving = box.stream().mapToInt(Likelihoods::moving).sum();
        boolean corners = moving < Integer.SIZE - 2 && 1 << moving <= MOST_CORNERS;
        return corners ? byCorners(graph, given, box, 1 << moving) : byEnds(graph, given, box);
    }

    private static PosteriorBox byCorners(FactorGraph graph, Evidence given, List<Likelihoods> box, int corners) {
        Map<Variable, List<Interval>> bounds = new LinkedHashMap<>();
        List<NumberPosterior<BigFraction>> posteriors = new ArrayList<>();
        for (int corner = 0; corner < corners; corner++) {
            posteriors.add(posterior(graph, given, box, corner));
        }
        for (Variable variable : graph.variables()) {
            List<Interval> states = new ArrayList<>();
            for (int s = 0; s < variable.cardinality(); s++) {
                BigFraction least = posteriors.get(0).probability(variable, s);
                BigFraction most = least;
                for (NumberPosterior<BigFraction> posterior : posteriors) {
                    BigFraction p = posterior.probability(variable, s);
                    least = p.compareTo(least) < 0 ? p : least;
                    most = p.compareTo(most) > 0 ? p : most;
                }
                states.add(outward(least, most));
            }
            bounds.put(variable, List.copyOf(states));
        }
        return new PosteriorBox(bounds, true);
    }

    private static PosteriorBox byEnds(FactorGraph graph, Evidence given, List<Likelihoods> box) {
        NumberPosterior<BigFraction> low = posterior(graph, given, box, 0);
        NumberPosterior<BigFraction> high = posterior(graph, given, box, -1);
        Map<Variable, List<Interval>> bounds = new LinkedHashMap<>();
        for (Variable variable : graph.variables()) {
            List<Interval> states = new ArrayList<>();
            for (int s = 0; s < variable.cardinality(); s++) {
                BigFraction ownLow = low.evidenceWeight().multiply(low.probability(variable, s));
                BigFraction ownHigh = high.evidenceWeight().multiply(high.probability(variable, s));
                BigFraction othersLow = low.evidenceWeight().subtract(ownLow);
                BigFraction othersHigh = high.evidenceWeight().subtract(ownHigh);
                // The weight of all is positive at the low ends, so neither sum below is 0.
                states.add(outward(
                        ownLow.divide(ownLow.add(othersHigh)),
                        ownHigh.equals(BigFraction.ZERO) ? BigFraction.ZERO : ownHigh.divide(ownHigh.add(othersLow))));
            }
            bounds.put(variable, List.copyOf(states));
        }
        return new PosteriorBox(bounds, false);
    }

    /** The posterior at a corner: bit i says whether the i-th entry that moves is at its upper end. */
    private static NumberPosterior<BigFraction> posterior(
            FactorGraph graph, Evidence given, List<Likelihoods> box, int corner) {
        Evidence.Builder evidence = graph.evidence();
        given.variables().forEach(variable -> evidence.likelihood(variable, given.likelihood(variable)));
        int bit = 0;
        for (Likelihoods likelihoods : box) {
            double[] at = new double[likelihoods.likelihood.size()];
            for (int s = 0; s < at.length; s++) {
                Interval interval = likelihoods.likelihood.get(s);
                boolean upper = corner == -1 || !interval.isPoint() && (corner >> bit++ & 1) == 1;
                at[s] = upper ? interval.hi() : interval.lo();
            }
            evidence.likelihood(likelihoods.variable, at);
        }
        return JunctionTree.of(graph, evidence.build())
                .withBudget(Certifier.MOST_CELLS)
                .posteriorInRationals();
    }

    private static Interval outward(BigFraction least, BigFraction most) {
        double lo = decimal(least, RoundingMode.FLOOR).doubleValue();
        double hi = decimal(most, RoundingMode.CEILING).doubleValue();
        // doubleValue rounds to nearest, so that an end can be half a place inside.
        while (new BigDecimal(lo).compareTo(decimal(least, RoundingMode.FLOOR)) > 0) {
            lo = Math.nextDown(lo);
        }
        while (new BigDecimal(hi).compareTo(decimal(most, RoundingMode.CEILING)) < 0) {
            hi = Math.nextUp(hi);
        }
        return new Interval(Math.max(0, lo), Math.min(1, hi));
    }

    private static BigDecimal decimal(BigFraction exact, RoundingMode mode) {
        return new BigDecimal(exact.getNumerator())
                .divide(new BigDecimal(exact.getDenominator()), new MathContext(DIGITS, mode));
    }
}
