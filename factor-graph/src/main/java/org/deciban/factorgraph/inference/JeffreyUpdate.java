package org.deciban.factorgraph.inference;

import java.util.Arrays;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * Evidence that says what the posterior of a variable <em>is</em>, all things considered.
 *
 * <p>Soft evidence λ says how much better one state explains an observation than another; it multiplies, and where the
 * posterior then lies depends on the prior. Jeffrey's rule instead takes the wanted posterior q of v and leaves all
 * conditionals given v as they were: {@code P'(x) = Σ_s q(s) · P(x | v = s, evidence)}. The two are interchangeable (Chan and
 * Darwiche, 2005, doi:10.1016/j.artint.2004.09.005): Jeffrey's rule is soft evidence with {@code λ(s) ∝ q(s) / P(v = s |
 * evidence)}, which is what this class computes.
 *
 * <p>Unlike soft evidence, wanted posteriors of several variables do not commute: each update in general moves the variables
 * of those before it, and only the last one holds exactly.
 */
public final class JeffreyUpdate {
    /** How far a wanted posterior may miss a sum of one. */
    private static final double SUM_TOLERANCE = 1e-9;

    private JeffreyUpdate() {}

    /**
     * The evidence given, with the likelihood of one variable changed so that its posterior is as wanted.
     *
     * @param wanted the posterior of the variable, one probability per state; 1 for one state is the same as observing it
     * @throws IllegalArgumentException if that is not a distribution over its states, or gives weight to a state that is
     *     impossible given the evidence
     * @throws org.deciban.factorgraph.ImpossibleEvidenceException if the evidence given has probability zero
     */
    public static Evidence apply(FactorGraph graph, Evidence evidence, Variable variable, double... wanted) {
        requireDistribution(variable, wanted);
        double[] current =
                PosteriorQuery.of(graph, evidence).marginals(List.of(variable)).distribution(variable);
        double[] likelihood = evidence.likelihood(variable);
        for (int s = 0; s < wanted.length; s++) {
            if (wanted[s] > 0 && current[s] == 0) {
                throw new IllegalArgumentException(
                        "the posterior of " + variable + " is to be " + wanted[s] + " in state "
                                + variable.states().get(s) + ", which is impossible given " + evidence
                                + ". Maybe its prior should be small instead of zero?");
            }
            likelihood[s] = wanted[s] == 0 ? 0 : likelihood[s] * wanted[s] / current[s];
        }
        double largest = Arrays.stream(likelihood).max().orElseThrow();
        Evidence.Builder updated = graph.evidence();
        for (Variable observed : evidence.variables()) {
            if (!observed.equals(variable)) {
                updated.likelihood(observed, evidence.likelihood(observed));
            }
        }
        return updated.likelihood(
                        variable,
                        Arrays.stream(likelihood).map(l -> l / largest).toArray())
                .build();
    }

    private static void requireDistribution(Variable variable, double[] wanted) {
        double sum = 0;
        for (double probability : wanted) {
            // Written so that NaN fails.
            sum += probability >= 0 ? probability : Double.NaN;
        }
        if (wanted.length != variable.cardinality() || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("the wanted posterior of " + variable + " is " + Arrays.toString(wanted)
                    + ", not a distribution over its states " + variable.states());
        }
    }
}
