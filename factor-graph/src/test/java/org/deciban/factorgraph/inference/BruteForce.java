package org.deciban.factorgraph.inference;

import java.util.Arrays;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/** Exact answers by walking through all joint assignments, straight from the definition. */
final class BruteForce {
    /** The sum of the weights of all assignments. */
    final double totalWeight;

    /** The largest weight of an assignment. */
    final double largestWeight;

    private final FactorGraph graph;
    private final double[][] sums;
    private final double[][] maxima;

    BruteForce(FactorGraph graph, Evidence evidence) {
        this.graph = graph;
        int n = graph.variables().size();
        this.sums = new double[n][];
        this.maxima = new double[n][];
        int assignments = 1;
        for (int v = 0; v < n; v++) {
            int k = graph.variables().get(v).cardinality();
            sums[v] = new double[k];
            maxima[v] = new double[k];
            assignments *= k;
        }
        double total = 0;
        double largest = 0;
        for (int code = 0; code < assignments; code++) {
            int[] assignment = decode(code);
            double weight = weight(assignment, evidence);
            total += weight;
            largest = Math.max(largest, weight);
            for (int v = 0; v < n; v++) {
                sums[v][assignment[v]] += weight;
                maxima[v][assignment[v]] = Math.max(maxima[v][assignment[v]], weight);
            }
        }
        this.totalWeight = total;
        this.largestWeight = largest;
    }

    boolean isPossible() {
        return totalWeight > 0;
    }

    Marginals posteriors() {
        return normalised(sums);
    }

    /** For each state the largest weight of an assignment with it, divided by the sum of those over the states. */
    Marginals maxMarginals() {
        return normalised(maxima);
    }

    private Marginals normalised(double[][] weights) {
        double[][] distributions = new double[weights.length][];
        for (int v = 0; v < weights.length; v++) {
            double sum = Arrays.stream(weights[v]).sum();
            distributions[v] = Arrays.stream(weights[v]).map(w -> w / sum).toArray();
        }
        return new Marginals(graph.variables(), distributions);
    }

    private int[] decode(int code) {
        int[] assignment = new int[graph.variables().size()];
        int rest = code;
        for (int v = 0; v < assignment.length; v++) {
            int k = graph.variables().get(v).cardinality();
            assignment[v] = rest % k;
            rest /= k;
        }
        return assignment;
    }

    private double weight(int[] assignment, Evidence evidence) {
        double weight = 1;
        for (int v = 0; v < assignment.length; v++) {
            weight *= evidence.likelihood(graph.variables().get(v), assignment[v]);
        }
        for (Factor factor : graph.factors()) {
            int index = 0;
            for (Variable variable : factor.scope()) {
                index = index * variable.cardinality() + assignment[graph.indexOf(variable)];
            }
            weight *= factor.weight(index);
        }
        return weight;
    }
}
