package org.deciban.proofs.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** The exact marginals of row factors, by walking through all joint assignments that are possible. */
final class ExactRows {
    private final RowFactorGraph rows;
    private final double[][] likelihoods;
    private final int[] states;
    private final double[][] sums;
    private double largest = Double.NEGATIVE_INFINITY;

    private ExactRows(RowFactorGraph rows, double[][] likelihoods) {
        this.rows = rows;
        this.likelihoods = likelihoods;
        this.states = new int[likelihoods.length];
        this.sums = new double[likelihoods.length][];
        Arrays.setAll(sums, v -> new double[likelihoods[v].length]);
    }

    /**
     * The marginals of the variables of a graph.
     *
     * @param rows row factors whose first variables are those of the graph
     * @return {@code [variable][state]}; all zero if the evidence is impossible
     */
    static double[][] marginals(RowFactorGraph rows, FactorGraph graph, Evidence evidence) {
        double[][] likelihoods = new double[rows.variables().size()][];
        for (int v = 0; v < likelihoods.length; v++) {
            likelihoods[v] = new double[rows.variables().get(v).cardinality()];
            Arrays.fill(likelihoods[v], 1);
        }
        for (Variable variable : evidence.variables()) {
            likelihoods[graph.indexOf(variable)] = evidence.likelihood(variable);
        }
        ExactRows exact = new ExactRows(rows, likelihoods);
        // Twice: first the largest weight, then sums of weights relative to it, so that nothing underflows.
        exact.visit(0, 0, false);
        exact.visit(0, 0, true);
        return Arrays.stream(exact.sums)
                .limit(graph.variables().size())
                .map(ExactRows::normalised)
                .toArray(double[][]::new);
    }

    private void visit(int variable, double logWeight, boolean adding) {
        if (logWeight == Double.NEGATIVE_INFINITY) {
            return;
        }
        if (variable == states.length) {
            largest = Math.max(largest, logWeight);
            for (int v = 0; adding && v < states.length; v++) {
                sums[v][states[v]] += Math.exp(logWeight - largest);
            }
            return;
        }
        for (int s = 0; s < likelihoods[variable].length; s++) {
            states[variable] = s;
            double longer = logWeight + Math.log(likelihoods[variable][s]);
            for (RowFactor factor : rows.factors()) {
                if (Arrays.stream(factor.scope()).max().orElseThrow() == variable) {
                    longer += logPotential(factor);
                }
            }
            visit(variable + 1, longer, adding);
        }
    }

    /** ln of the sum over the rows that have the current states. */
    private double logPotential(RowFactor factor) {
        double sum = 0;
        for (int row = 0; row < factor.rows(); row++) {
            boolean agrees = true;
            for (int slot = 0; slot < factor.slots(); slot++) {
                agrees &= factor.state(row, slot) == states[factor.variable(slot)];
            }
            sum += agrees ? Math.exp(factor.logPotential(row)) : 0;
        }
        return Math.log(sum);
    }

    private static double[] normalised(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> sum == 0 ? 0 : w / sum).toArray();
    }

    static void assertSame(double[][] actual, double[][] expected, double tolerance) {
        for (int v = 0; v < expected.length; v++) {
            for (int s = 0; s < expected[v].length; s++) {
                assertThat(Math.abs(actual[v][s] - expected[v][s]))
                        .as("variable %d, state %d: expected %s, got %s", v, s, expected[v][s], actual[v][s])
                        .isLessThanOrEqualTo(tolerance);
            }
        }
    }
}
