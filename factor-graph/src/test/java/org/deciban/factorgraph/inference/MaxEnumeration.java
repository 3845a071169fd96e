package org.deciban.factorgraph.inference;

import java.util.Arrays;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/** The most probable assignment by walking through all of them. */
final class MaxEnumeration {
    /** The largest weight of an assignment. */
    final double largestWeight;

    /** An assignment of that weight. */
    final int[] best;

    private final FactorGraph graph;
    private final double[][] maxima;

    MaxEnumeration(FactorGraph graph, Evidence evidence) {
        this.graph = graph;
        int n = graph.variables().size();
        this.maxima = new double[n][];
        int assignments = 1;
        for (int v = 0; v < n; v++) {
            int k = graph.variables().get(v).cardinality();
            maxima[v] = new double[k];
            assignments *= k;
        }
        double largest = 0;
        int[] argmax = new int[n];
        for (int code = 0; code < assignments; code++) {
            int[] assignment = decode(code);
            double weight = weight(assignment, evidence);
            if (weight > largest) {
                largest = weight;
                argmax = assignment;
            }
            for (int v = 0; v < n; v++) {
                maxima[v][assignment[v]] = Math.max(maxima[v][assignment[v]], weight);
            }
        }
        this.largestWeight = largest;
        this.best = argmax;
    }

    /** For each state the largest weight of an assignment with it, divided by the sum of those over the states. */
    Marginals maxMarginals() {
        double[][] distributions = new double[maxima.length][];
        for (int v = 0; v < maxima.length; v++) {
            double sum = Arrays.stream(maxima[v]).sum();
            distributions[v] = Arrays.stream(maxima[v]).map(w -> w / sum).toArray();
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
