package org.deciban.examples.verifyyourown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/**
 * Belief propagation as one writes it in an afternoon: messages are arrays of probabilities, nothing is kept from underflow.
 *
 * <p>It comes right and wrong. The wrong one sends beliefs in place of messages, so that a factor hears its own words again.
 */
public final class YourBeliefPropagation {
    private final FactorGraph graph;
    private final Evidence evidence;
    private final boolean echoing;
    /** What each factor says to each variable of its scope, shape [factor][slot][state]. */
    private double[][][] messages;

    private YourBeliefPropagation(FactorGraph graph, Evidence evidence, boolean echoing) {
        this.graph = graph;
        this.evidence = evidence;
        this.echoing = echoing;
        this.messages = new double[graph.factors().size()][][];
        for (int f = 0; f < messages.length; f++) {
            messages[f] = graph.factors().get(f).scope().stream()
                    .map(variable -> uniform(variable.cardinality()))
                    .toArray(double[][]::new);
        }
    }

    private static double[] uniform(int states) {
        double[] uniform = new double[states];
        Arrays.fill(uniform, 1.0 / states);
        return uniform;
    }

    /**
     * The beliefs after each round; entry 0 is the evidence.
     *
     * @throws ArithmeticException if every state of some variable is ruled out
     */
    public static List<Marginals> run(FactorGraph graph, Evidence evidence, int rounds) {
        return run(new YourBeliefPropagation(graph, evidence, false), rounds);
    }

    /** The same with the fault. */
    public static List<Marginals> runEchoing(FactorGraph graph, Evidence evidence, int rounds) {
        return run(new YourBeliefPropagation(graph, evidence, true), rounds);
    }

    private static List<Marginals> run(YourBeliefPropagation propagation, int rounds) {
        List<Marginals> beliefs = new ArrayList<>(List.of(propagation.beliefs()));
        for (int round = 1; round <= rounds; round++) {
            propagation.sendAll();
            beliefs.add(propagation.beliefs());
        }
        return beliefs;
    }

    private void sendAll() {
        double[][][] next = new double[messages.length][][];
        for (int f = 0; f < next.length; f++) {
            next[f] = new double[messages[f].length][];
            for (int slot = 0; slot < next[f].length; slot++) {
                next[f][slot] = send(f, slot);
            }
        }
        messages = next;
    }

    /** Σ over the rows of the table: weight · Π of what the other variables say. */
    private double[] send(int f, int slot) {
        Factor factor = graph.factors().get(f);
        double[][] heard = Arrays.stream(graph.scope(f))
                .mapToObj(v -> product(v, echoing ? -1 : f))
                .toArray(double[][]::new);
        double[] sums = new double[heard[slot].length];
        for (int index = 0; index < factor.size(); index++) {
            double row = factor.weight(index);
            int state = 0;
            int rest = index;
            for (int other = heard.length - 1; other >= 0; other--) {
                int here = rest % heard[other].length;
                rest /= heard[other].length;
                if (other == slot) {
                    state = here;
                } else {
                    row *= heard[other][here];
                }
            }
            sums[state] += row;
        }
        return normalised(sums);
    }

    /** The evidence about a variable, and what all its factors but one say to it. */
    private double[] product(int v, int without) {
        Variable variable = graph.variables().get(v);
        double[] product = evidence.likelihood(variable);
        for (int f : graph.factorsOf(v)) {
            if (f != without) {
                double[] message = messages[f][graph.factors().get(f).scope().indexOf(variable)];
                Arrays.setAll(product, s -> product[s] * message[s]);
            }
        }
        return normalised(product);
    }

    private Marginals beliefs() {
        double[][] beliefs = new double[graph.variables().size()][];
        Arrays.setAll(beliefs, v -> product(v, -1));
        return new Marginals(graph.variables(), beliefs);
    }

    private static double[] normalised(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        if (!(sum > 0)) {
            throw new ArithmeticException("every state is ruled out");
        }
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
