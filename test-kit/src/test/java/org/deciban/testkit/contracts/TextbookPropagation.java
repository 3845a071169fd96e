package org.deciban.testkit.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/** Belief propagation as the textbook writes it, in logarithms, with a fault or without. */
public final class TextbookPropagation {
    private final FactorGraph graph;
    private final Evidence evidence;
    private final Fault fault;
    /** Log-messages from factors, shape [factor][slot][state]. */
    private double[][][] fromFactors;

    private TextbookPropagation(FactorGraph graph, Evidence evidence, Fault fault) {
        this.graph = graph;
        this.evidence = evidence;
        this.fault = fault;
        this.fromFactors = new double[graph.factors().size()][][];
        for (int f = 0; f < fromFactors.length; f++) {
            fromFactors[f] = graph.factors().get(f).scope().stream()
                    .map(variable -> new double[variable.cardinality()])
                    .toArray(double[][]::new);
        }
    }

    public static List<Marginals> beliefsAfterEachRound(FactorGraph graph, Evidence evidence, int rounds, Fault fault) {
        TextbookPropagation propagation = new TextbookPropagation(graph, evidence, fault);
        List<Marginals> beliefs = new ArrayList<>(List.of(propagation.beliefs()));
        for (int t = 1; t <= rounds; t++) {
            if (!(fault == Fault.ONE_ROUND_LATE && t == 1)) {
                propagation.round();
            }
            beliefs.add(propagation.beliefs());
        }
        return beliefs;
    }

    private void round() {
        double[][][] next = new double[fromFactors.length][][];
        for (int f = 0; f < next.length; f++) {
            Factor factor = graph.factors().get(f);
            next[f] = new double[factor.arity()][];
            for (int slot = 0; slot < factor.arity(); slot++) {
                next[f][slot] = fault == Fault.DROPPED_PRIOR && factor.arity() == 1
                        ? new double[factor.size()]
                        : fromFactor(f, slot);
            }
        }
        fromFactors = next;
    }

    /** Sums in units of the largest term; normalised to a largest entry of 1. */
    private double[] fromFactor(int f, int slot) {
        Factor factor = graph.factors().get(f);
        int[] scope = graph.scope(f);
        double[] terms = new double[factor.size()];
        int[] kept = new int[factor.size()];
        for (int index = 0; index < terms.length; index++) {
            int[] states = states(factor, index);
            kept[index] = states[slot];
            terms[index] = Math.log(factor.weight(index));
            for (int other = 0; other < scope.length; other++) {
                if (other != slot) {
                    terms[index] += gathered(scope[other], f, true)[states[other]];
                }
            }
        }
        double largest = Arrays.stream(terms).max().orElseThrow();
        requirePossible(largest);
        double[] sums = new double[factor.scope().get(slot).cardinality()];
        for (int state = 0; state < sums.length; state++) {
            int wanted = state;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < terms.length; i++) {
                most = kept[i] == wanted ? Math.max(most, terms[i]) : most;
            }
            double sum = 0;
            for (int i = 0; i < terms.length; i++) {
                sum += kept[i] == wanted && terms[i] > Double.NEGATIVE_INFINITY ? Math.exp(terms[i] - most) : 0;
            }
            sums[state] = sum == 0 ? Double.NEGATIVE_INFINITY : most + Math.log(sum) - largest;
        }
        return sums;
    }

    /** The states of the scope at an index of the table. */
    private int[] states(Factor factor, int index) {
        int[] states = new int[factor.arity()];
        int rest = index;
        for (int i = 0; i < states.length; i++) {
            int slot = fault == Fault.UNTRANSPOSED_FACTOR ? i : states.length - 1 - i;
            states[slot] = rest % factor.scope().get(slot).cardinality();
            rest /= factor.scope().get(slot).cardinality();
        }
        return states;
    }

    /** The evidence, and the messages of all factors but one. */
    private double[] gathered(int v, int without, boolean withEvidence) {
        Variable variable = graph.variables().get(v);
        double[] logs = new double[variable.cardinality()];
        if (withEvidence) {
            Arrays.setAll(logs, s -> Math.log(evidence.likelihood(variable, s)));
        }
        for (int f : graph.factorsOf(v)) {
            if (f != without || fault == Fault.ECHOING_BELIEFS) {
                double[] message = fromFactors[f][graph.factors().get(f).scope().indexOf(variable)];
                Arrays.setAll(logs, s -> logs[s] + message[s]);
            }
        }
        return logs;
    }

    private Marginals beliefs() {
        double[][] beliefs = new double[graph.variables().size()][];
        for (int v = 0; v < beliefs.length; v++) {
            double[] logs = gathered(v, -1, fault != Fault.UNCLAMPED_EVIDENCE);
            double largest = Arrays.stream(logs).max().orElseThrow();
            requirePossible(largest);
            double sum = Arrays.stream(logs).map(log -> Math.exp(log - largest)).sum();
            beliefs[v] = Arrays.stream(logs)
                    .map(log -> Math.exp(log - largest) / sum)
                    .toArray();
        }
        return new Marginals(graph.variables(), beliefs);
    }

    private void requirePossible(double largest) {
        if (largest == Double.NEGATIVE_INFINITY) {
            throw new ImpossibleEvidenceException(evidence, "every state of some variable is ruled out");
        }
    }
}
