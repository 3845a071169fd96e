package org.deciban.factorgraph.inference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** Sums over all assignments in rationals, as plainly as it can be written: the oracle of last resort. */
final class BruteForce {
    private final FactorGraph graph;
    private final Evidence evidence;
    private final int[] state;
    final Map<Variable, BigFraction[]> weights = new HashMap<>();
    BigFraction total = BigFraction.ZERO;
    BigFraction largest = BigFraction.ZERO;

    BruteForce(FactorGraph graph, Evidence evidence) {
        this.graph = graph;
        this.evidence = evidence;
        this.state = new int[graph.variables().size()];
        for (Variable variable : graph.variables()) {
            BigFraction[] zeros = new BigFraction[variable.cardinality()];
            Arrays.fill(zeros, BigFraction.ZERO);
            weights.put(variable, zeros);
        }
        visit(0);
    }

    BigFraction probability(Variable variable, int s) {
        return weights.get(variable)[s].divide(total);
    }

    private void visit(int depth) {
        if (depth < state.length) {
            Variable variable = graph.variables().get(depth);
            for (int s = 0; s < variable.cardinality(); s++) {
                state[depth] = s;
                if (evidence.likelihood(variable, s) > 0) {
                    visit(depth + 1);
                }
            }
            return;
        }
        BigFraction weight = weight();
        total = total.add(weight);
        largest = weight.compareTo(largest) > 0 ? weight : largest;
        for (int v = 0; v < state.length; v++) {
            BigFraction[] sums = weights.get(graph.variables().get(v));
            sums[state[v]] = sums[state[v]].add(weight);
        }
    }

    private BigFraction weight() {
        BigFraction weight = BigFraction.ONE;
        for (int v = 0; v < state.length; v++) {
            weight = weight.multiply(
                    exactly(evidence.likelihood(graph.variables().get(v), state[v])));
        }
        for (int f = 0; f < graph.factors().size(); f++) {
            Factor factor = graph.factors().get(f);
            int index = 0;
            for (int v : graph.scope(f)) {
                index = index * graph.variables().get(v).cardinality() + state[v];
            }
            weight = weight.multiply(exactly(factor.weight(index)));
        }
        return weight;
    }

    /** The double as a fraction; by way of its decimal expansion, since {@code new BigFraction(double)} halves subnormals. */
    static BigFraction exactly(double value) {
        BigDecimal decimal = new BigDecimal(value);
        return new BigFraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /**
     * Good to a few ulps of itself: {@code ln(fraction) = ln(scaled) + k ln 2} with {@code scaled} between 1/2 and 2. The logarithms
     * of numerator and denominator, hundreds each, would cancel.
     */
    static double log(BigFraction fraction) {
        int k = fraction.getNumerator().bitLength() - fraction.getDenominator().bitLength();
        BigFraction scaled = fraction.divide(new BigFraction(2).pow(k));
        BigDecimal decimal = new BigDecimal(scaled.getNumerator())
                .divide(new BigDecimal(scaled.getDenominator()), MathContext.DECIMAL128);
        return Math.log(decimal.doubleValue()) + k * Math.log(2);
    }
}
