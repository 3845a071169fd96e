package org.deciban.factorgraph.inference;

import java.util.Arrays;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/**
 * The equations of flooding belief propagation, damped or not, written down as they stand, row by row, for graphs of harmless
 * numbers.
 */
final class LiteralBeliefPropagation {
    private final FactorGraph graph;
    private final Evidence evidence;
    private final double damping;

    /** Shape {@code [factor][place in scope][state]}. */
    private double[][][] toVariable;

    LiteralBeliefPropagation(FactorGraph graph, Evidence evidence) {
        this(graph, evidence, 0);
    }

    LiteralBeliefPropagation(FactorGraph graph, Evidence evidence, double damping) {
        this.graph = graph;
        this.evidence = evidence;
        this.damping = damping;
        this.toVariable = new double[graph.factors().size()][][];
        for (int f = 0; f < toVariable.length; f++) {
            toVariable[f] = emptyMessages(graph.factors().get(f));
            for (double[] message : toVariable[f]) {
                Arrays.fill(message, 1.0 / message.length);
            }
        }
    }

    private static double[][] emptyMessages(Factor factor) {
        return factor.scope().stream().map(v -> new double[v.cardinality()]).toArray(double[][]::new);
    }

    /** Does one round; returns the largest change of an entry of a message that there would be without damping. */
    double round() {
        double[][][] next = new double[toVariable.length][][];
        for (int f = 0; f < next.length; f++) {
            next[f] = emptyMessages(graph.factors().get(f));
            for (int row = 0; row < graph.factors().get(f).size(); row++) {
                addRow(f, row, next[f]);
            }
            for (double[] message : next[f]) {
                normalise(message);
            }
        }
        double change = largestChange(next);
        if (damping != 0) {
            damp(next);
        }
        toVariable = next;
        return change;
    }

    private void damp(double[][][] next) {
        for (int f = 0; f < next.length; f++) {
            for (int j = 0; j < next[f].length; j++) {
                for (int s = 0; s < next[f][j].length; s++) {
                    next[f][j][s] = Math.pow(toVariable[f][j][s], damping) * Math.pow(next[f][j][s], 1 - damping);
                }
                normalise(next[f][j]);
            }
        }
    }

    private double largestChange(double[][][] next) {
        double largest = 0;
        for (int f = 0; f < next.length; f++) {
            for (int j = 0; j < next[f].length; j++) {
                for (int s = 0; s < next[f][j].length; s++) {
                    largest = Math.max(largest, Math.abs(next[f][j][s] - toVariable[f][j][s]));
                }
            }
        }
        return largest;
    }

    private void addRow(int f, int row, double[][] messages) {
        Factor factor = graph.factors().get(f);
        int[] states = new int[factor.arity()];
        int rest = row;
        for (int j = factor.arity() - 1; j >= 0; j--) {
            int k = factor.scope().get(j).cardinality();
            states[j] = rest % k;
            rest /= k;
        }
        for (int j = 0; j < states.length; j++) {
            double product = factor.weight(row);
            for (int i = 0; i < states.length; i++) {
                if (i != j) {
                    product *= toFactor(f, factor.scope().get(i), states[i]);
                }
            }
            messages[j][states[j]] += product;
        }
    }

    private double toFactor(int f, Variable variable, int state) {
        double product = evidence.likelihood(variable, state);
        for (int g : graph.factorsOf(graph.indexOf(variable))) {
            if (g != f) {
                product *= toVariable[g][graph.factors().get(g).scope().indexOf(variable)][state];
            }
        }
        return product;
    }

    Marginals beliefs() {
        double[][] beliefs = new double[graph.variables().size()][];
        for (int v = 0; v < beliefs.length; v++) {
            Variable variable = graph.variables().get(v);
            beliefs[v] = new double[variable.cardinality()];
            for (int s = 0; s < beliefs[v].length; s++) {
                beliefs[v][s] = toFactor(-1, variable, s);
            }
            normalise(beliefs[v]);
        }
        return new Marginals(graph.variables(), beliefs);
    }

    private static void normalise(double[] message) {
        double sum = Arrays.stream(message).sum();
        for (int s = 0; s < message.length; s++) {
            message[s] /= sum;
        }
    }
}
