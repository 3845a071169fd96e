package org.deciban.proofs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/** The most probable assignment of a small graph by walking through all of them, in logarithms. */
public final class BruteForceMax {
    private final FactorGraph graph;
    private final Evidence evidence;
    private final double[][] maxima;
    private double largest = Double.NEGATIVE_INFINITY;
    private List<Integer> best = List.of();

    /** Walks through them: the product of the numbers of states is their number. */
    public BruteForceMax(FactorGraph graph, Evidence evidence) {
        this.graph = graph;
        this.evidence = evidence;
        this.maxima = new double[graph.variables().size()][];
        for (int v = 0; v < maxima.length; v++) {
            maxima[v] = new double[graph.variables().get(v).cardinality()];
            Arrays.fill(maxima[v], Double.NEGATIVE_INFINITY);
        }
        visit(new ArrayList<>());
    }

    private void visit(List<Integer> states) {
        if (states.size() < maxima.length) {
            for (int s = 0; s < maxima[states.size()].length; s++) {
                List<Integer> longer = new ArrayList<>(states);
                longer.add(s);
                visit(longer);
            }
            return;
        }
        double logWeight = logWeight(states);
        if (logWeight > largest) {
            largest = logWeight;
            best = states;
        }
        for (int v = 0; v < maxima.length; v++) {
            maxima[v][states.get(v)] = Math.max(maxima[v][states.get(v)], logWeight);
        }
    }

    /** Whether some assignment has a weight above 0. */
    public boolean isPossible() {
        return largest > Double.NEGATIVE_INFINITY;
    }

    /** ln of the weight of the most probable assignment. */
    public double largestLogWeight() {
        return largest;
    }

    /** The first assignment of largest weight. */
    public List<Integer> best() {
        return best;
    }

    /** ln of the product of all factors and likelihoods. */
    public double logWeight(List<Integer> states) {
        double logWeight = 0;
        for (int v = 0; v < maxima.length; v++) {
            logWeight += Math.log(evidence.likelihood(graph.variables().get(v), states.get(v)));
        }
        for (Factor factor : graph.factors()) {
            int index = 0;
            for (Variable variable : factor.scope()) {
                index = index * variable.cardinality() + states.get(graph.indexOf(variable));
            }
            logWeight += Math.log(factor.weight(index));
        }
        return logWeight;
    }

    /** The largest weight of an assignment with that state, over the sum of those of the variable's states. */
    public double maxMarginal(Variable variable, int state) {
        double[] ofVariable = maxima[graph.indexOf(variable)];
        double sum = 0;
        for (double logMaximum : ofVariable) {
            sum += Math.exp(logMaximum - largest);
        }
        return Math.exp(ofVariable[state] - largest) / sum;
    }
}
