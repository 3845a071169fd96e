package org.deciban.factorgraph.inference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/**
 * The posterior of every variable given evidence, in other numbers than doubles.
 *
 * @param <N> {@link org.apache.commons.math3.fraction.BigFraction} for exact rationals, {@link java.math.BigDecimal} for
 *     decimals of a given precision
 */
public final class NumberPosterior<N extends Number> {
    private final List<Variable> variables;
    private final Map<Variable, List<N>> probabilities;
    private final N evidenceWeight;

    NumberPosterior(List<Variable> variables, Map<Variable, List<N>> probabilities, N evidenceWeight) {
        this.variables = List.copyOf(variables);
        this.probabilities = new HashMap<>(probabilities);
        this.evidenceWeight = evidenceWeight;
    }

    /** The variables of the graph, in its order. */
    public List<Variable> variables() {
        return variables;
    }

    /**
     * {@code P(variable = state | evidence)}; 0 and 1 for an observed variable.
     *
     * @throws IllegalArgumentException if there is no such variable
     */
    public N probability(Variable variable, int state) {
        List<N> distribution = probabilities.get(variable);
        if (distribution == null) {
            throw new IllegalArgumentException("there is no marginal of " + variable);
        }
        return distribution.get(state);
    }

    /**
     * {@code Σ_x Π_f f(x) Π_v e_v(x_v)}: the sum over all joint assignments of the product of all factors and likelihoods, the
     * number whose logarithm is {@link ExactPosterior#logEvidence()}.
     */
    public N evidenceWeight() {
        return evidenceWeight;
    }

    /** The probabilities rounded to doubles. */
    public Marginals toMarginals() {
        double[][] rounded = variables.stream()
                .map(v -> probabilities.get(v).stream()
                        .mapToDouble(NumberPosterior::rounded)
                        .toArray())
                .toArray(double[][]::new);
        return new Marginals(variables, rounded);
    }

    /** BigFraction.doubleValue() divides two doubles, so that a denominator beyond their range makes it zero. */
    private static double rounded(Number number) {
        return number instanceof BigFraction fraction
                ? new BigDecimal(fraction.getNumerator())
                        .divide(new BigDecimal(fraction.getDenominator()), MathContext.DECIMAL128)
                        .doubleValue()
                : number.doubleValue();
    }

    @Override
    public String toString() {
        return probabilities + ", evidence " + evidenceWeight;
    }
}
