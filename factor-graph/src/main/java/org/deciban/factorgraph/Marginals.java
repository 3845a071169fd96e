package org.deciban.factorgraph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One distribution per variable.
 *
 * <p>The value says nothing of where it comes from: exact inference returns posteriors in it, belief propagation returns
 * beliefs, and the two are equal only where a theorem says so.
 */
public final class Marginals {
    /** How far a distribution may miss a sum of one: rounding of a long sum, never a modelling error. */
    private static final double SUM_TOLERANCE = 1e-9;

    private final List<Variable> variables;
    private final Map<String, Integer> indexByName;
    private final double[][] probabilities;

    /**
     * @param variables the variables, names distinct
     * @param probabilities shape {@code [variable][state]}, each row a distribution
     * @throws IllegalArgumentException if a variable stands twice, a row has the wrong length, an entry is NaN, negative or
     *     above 1 + 1e-9, or a row misses 1 by more than 1e-9
     */
    public Marginals(List<Variable> variables, double[][] probabilities) {
        this.variables = List.copyOf(variables);
        if (probabilities.length != variables.size()) {
            throw new IllegalArgumentException(
                    "marginals of " + variables.size() + " variables given " + probabilities.length + " distributions");
        }
        this.indexByName = new HashMap<>();
        this.probabilities = new double[probabilities.length][];
        for (int v = 0; v < probabilities.length; v++) {
            if (indexByName.put(variables.get(v).name(), v) != null) {
                throw new IllegalArgumentException("marginals have the variable " + variables.get(v) + " twice");
            }
            this.probabilities[v] = probabilities[v].clone();
            check(variables.get(v), this.probabilities[v]);
        }
    }

    private static void check(Variable variable, double[] distribution) {
        if (distribution.length != variable.cardinality()) {
            throw new IllegalArgumentException("the marginal of " + variable + " has " + distribution.length
                    + " entries; the variable has " + variable.cardinality() + " states");
        }
        double sum = 0;
        for (double p : distribution) {
            if (!(p >= 0 && p <= 1 + SUM_TOLERANCE)) {
                throw new IllegalArgumentException(
                        "the marginal of " + variable + " has the entry " + p + ", not a probability");
            }
            sum += p;
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("the marginal of " + variable + " sums to " + sum);
        }
    }

    /** The variables, in the order given. */
    public List<Variable> variables() {
        return variables;
    }

    /** The probability of a state; 0 is impossible, 1 is certain. */
    public double probability(Variable variable, int state) {
        return probabilities[index(variable.name())][state];
    }

    /**
     * The probability of a state, by names.
     *
     * @throws IllegalArgumentException if there is no such variable or state
     */
    public double probability(String variable, String state) {
        int index = index(variable);
        int s = variables
                .get(index)
                .findState(state)
                .orElseThrow(() -> new IllegalArgumentException("variable " + variable + " has no state " + state));
        return probabilities[index][s];
    }

    /** A copy of a variable's distribution, one entry per state. */
    public double[] distribution(Variable variable) {
        return probabilities[index(variable.name())].clone();
    }

    private int index(String name) {
        Integer index = indexByName.get(name);
        if (index == null) {
            throw new IllegalArgumentException("there is no marginal of " + name);
        }
        return index;
    }

    /**
     * Where these marginals lie farthest from expected ones, by absolute difference of probabilities.
     *
     * @param expected marginals of the same variables, in any order
     * @throws IllegalArgumentException if a variable has no counterpart with the same states on the other side
     */
    public Discrepancy farthestFrom(Marginals expected) {
        requireSameVariables(expected);
        Discrepancy worst = null;
        for (int v = 0; v < probabilities.length; v++) {
            Variable variable = variables.get(v);
            for (int s = 0; s < probabilities[v].length; s++) {
                Discrepancy here = new Discrepancy(variable, s, expected.probability(variable, s), probabilities[v][s]);
                if (worst == null || here.magnitude() > worst.magnitude()) {
                    worst = here;
                }
            }
        }
        if (worst == null) {
            throw new IllegalStateException("there are no marginals to compare");
        }
        return worst;
    }

    /** A variable that one side lacks would go uncompared, and marginals of fewer variables would look closer. */
    private void requireSameVariables(Marginals expected) {
        if (variables.size() != expected.variables.size()) {
            throw new IllegalArgumentException("marginals of " + variables.size()
                    + " variables compared with marginals of " + expected.variables.size());
        }
        for (Variable variable : variables) {
            Variable counterpart = expected.variables.get(expected.index(variable.name()));
            if (!counterpart.equals(variable)) {
                throw new IllegalArgumentException("variable " + variable + " with states " + variable.states()
                        + " compared with one with states " + counterpart.states());
            }
        }
    }

    /** Equal when variables and every bit of every probability are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Marginals that
                && variables.equals(that.variables)
                && Arrays.deepEquals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * variables.hashCode() + Arrays.deepHashCode(probabilities);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int v = 0; v < probabilities.length; v++) {
            text.append(v == 0 ? "" : ", ").append(variables.get(v)).append(Arrays.toString(probabilities[v]));
        }
        return text.toString();
    }

    /**
     * Two values of one probability that should be the same.
     *
     * @param expected the value to be held against, a probability
     * @param actual the value found, a probability
     */
    public record Discrepancy(Variable variable, int state, double expected, double actual) {
        /** |actual − expected|. */
        public double magnitude() {
            return Math.abs(actual - expected);
        }

        /** The difference in units of the last place of the expected value; those of an expected 0 are 2^−1074. */
        public double ulps() {
            return magnitude() / Math.ulp(expected);
        }

        @Override
        public String toString() {
            return variable + "=" + variable.states().get(state) + ": expected " + expected + ", got " + actual
                    + " (difference " + magnitude() + ", " + ulps() + " ulps)";
        }
    }
}
