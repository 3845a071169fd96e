package org.deciban.factorgraph.inference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/**
 * Exact inference by summing over every joint assignment: the definition, run as it stands. For small graphs, and to hold
 * other methods against.
 *
 * <p>Assignments are visited depth first in the order of the variables, none is stored, and a partial assignment of weight
 * zero is not continued. Partial products are kept as mantissa and power of two, so that they neither under- nor overflow
 * whatever the tables hold. A first visit finds the largest power of two of any joint weight, a second sums the weights
 * divided by it; what underflows there is below 2^-1900 of the largest weight. With m factors, likelihoods included, and k
 * states in all, the relative error of the evidence and of every probability above 2^-1000 is below (m + k + 2)·2^-52.
 */
public final class Enumeration {
    /** The most joint assignments that {@link #run(FactorGraph, Evidence)} visits: 2^24. */
    public static final long DEFAULT_BUDGET = 1L << 24;

    /** Joint weights are summed in units of 2^(largest exponent − HEADROOM): low enough that no sum overflows. */
    private static final int HEADROOM = 900;

    private final FactorGraph graph;
    private final double[][] likelihoods;
    private final List<List<Check>> checksAt;
    private final int[] state;
    private final double[][] sums;
    private long largestExponent = Long.MIN_VALUE;

    /** A factor, evaluated as soon as the last of its variables is assigned. */
    private record Check(Factor factor, List<Integer> scope) {}

    private Enumeration(FactorGraph graph, Evidence evidence) {
        int variables = graph.variables().size();
        this.graph = graph;
        this.likelihoods = new double[variables][];
        this.checksAt = new ArrayList<>();
        this.state = new int[variables];
        this.sums = new double[variables][];
        for (int v = 0; v < variables; v++) {
            Variable variable = graph.variables().get(v);
            likelihoods[v] = evidence.likelihood(variable);
            sums[v] = new double[variable.cardinality()];
            checksAt.add(new ArrayList<>());
        }
        for (int f = 0; f < graph.factors().size(); f++) {
            int[] scope = graph.scope(f);
            int last = Arrays.stream(scope).max().orElse(0);
            checksAt.get(last)
                    .add(new Check(
                            graph.factors().get(f), Arrays.stream(scope).boxed().toList()));
        }
    }

    /**
     * The posterior of every variable, within {@link #DEFAULT_BUDGET}.
     *
     * @throws BudgetExceededException if the evidence leaves more joint assignments than that
     * @throws ImpossibleEvidenceException if no joint assignment has positive weight
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence does not fit the graph
     */
    public static ExactPosterior run(FactorGraph graph, Evidence evidence) {
        return run(graph, evidence, DEFAULT_BUDGET);
    }

    /**
     * As {@link #run(FactorGraph, Evidence)} with a budget of the caller's.
     *
     * @param budget the most joint assignments to visit, counting only states whose likelihood is positive
     */
    public static ExactPosterior run(FactorGraph graph, Evidence evidence, long budget) {
        evidence.requireFits(graph);
        Enumeration enumeration = new Enumeration(graph, evidence);
        enumeration.requireWithin(budget);
        return enumeration.posterior(evidence);
    }

    private void requireWithin(long budget) {
        BigInteger assignments = BigInteger.ONE;
        for (double[] likelihood : likelihoods) {
            long possible = Arrays.stream(likelihood).filter(e -> e > 0).count();
            assignments = assignments.multiply(BigInteger.valueOf(possible));
        }
        if (assignments.compareTo(BigInteger.valueOf(budget)) > 0) {
            throw new BudgetExceededException(
                    "enumeration", "joint assignments", assignments, budget, "a junction tree can do it?");
        }
    }

    private ExactPosterior posterior(Evidence evidence) {
        findLargestExponent(0, 1.0, 0);
        if (largestExponent == Long.MIN_VALUE) {
            throw new ImpossibleEvidenceException(evidence, "no joint assignment has positive weight");
        }
        double total = sum(0, 1.0, 0);
        double[][] probabilities = new double[sums.length][];
        Arrays.setAll(probabilities, v -> normalised(sums[v]));
        double logEvidence = Math.log(Math.scalb(total, -HEADROOM)) + largestExponent * Math.log(2);
        return new ExactPosterior(new Marginals(graph.variables(), probabilities), logEvidence);
    }

    /** Visits the assignments of the variables from {@code depth} on; the weight so far is mantissa · 2^exponent. */
    private void findLargestExponent(int depth, double mantissa, long exponent) {
        if (depth == state.length) {
            largestExponent = Math.max(largestExponent, exponent);
            return;
        }
        for (int s = 0; s < likelihoods[depth].length; s++) {
            state[depth] = s;
            Scaled scaled = extend(depth, mantissa, exponent);
            if (scaled.mantissa > 0) {
                findLargestExponent(depth + 1, scaled.mantissa, scaled.exponent);
            }
        }
    }

    /** The sum over the assignments of the variables from {@code depth} on, in units of 2^(largest exponent − HEADROOM). */
    private double sum(int depth, double mantissa, long exponent) {
        if (depth == state.length) {
            long shift = Math.max(exponent - largestExponent + HEADROOM, -2000);
            return Math.scalb(mantissa, (int) shift);
        }
        double total = 0;
        for (int s = 0; s < likelihoods[depth].length; s++) {
            state[depth] = s;
            Scaled scaled = extend(depth, mantissa, exponent);
            if (scaled.mantissa > 0) {
                double part = sum(depth + 1, scaled.mantissa, scaled.exponent);
                sums[depth][s] += part;
                total += part;
            }
        }
        return total;
    }

    /** mantissa · 2^exponent with the mantissa in [1, 2), or a mantissa of 0. */
    private record Scaled(double mantissa, long exponent) {
        Scaled times(double weight) {
            // Two steps bring subnormal weights into [1, 2); their exponent alone is not that of their leading bit.
            int weightExponent = Math.getExponent(weight);
            double scaledWeight = Math.scalb(weight, -weightExponent);
            double product = mantissa * scaledWeight;
            int productExponent = Math.getExponent(product);
            return product == 0
                    ? new Scaled(0, 0)
                    : new Scaled(Math.scalb(product, -productExponent), exponent + weightExponent + productExponent);
        }
    }

    private Scaled extend(int depth, double mantissa, long exponent) {
        Scaled scaled = new Scaled(mantissa, exponent).times(likelihoods[depth][state[depth]]);
        for (Check check : checksAt.get(depth)) {
            int index = 0;
            for (int i = 0; i < check.scope.size(); i++) {
                index = index * check.factor.scope().get(i).cardinality() + state[check.scope.get(i)];
            }
            scaled = scaled.times(check.factor.weight(index));
        }
        return scaled;
    }

    private static double[] normalised(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }
}
