package org.deciban.compiler.internal.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.factorgraph.inference.Objective;

/**
 * Runs the intermediate form: flooding belief propagation over rows, in the log domain.
 *
 * <pre>
 *   n_{j→f}(s) = ln e_j(s) + Σ_{g ∋ j, g ≠ f} m_{g→j}(s)
 *   m_{f→j}(s) = ln Σ_{rows r of f with state s in slot j} exp( ln f(r) + Σ_{i≠j} n_{i→f}(r_i) )
 * </pre>
 *
 * In max-product the largest of the terms takes the place of {@code ln Σ exp}. A state that no row names, or that only impossible rows name, has message −∞. One round computes all n, then all m;
 * messages start at 0 (uniform).
 */
public final class RowInterpreter {
    private final RowFactorGraph graph;
    private final double[][] logEvidence;
    private final double damping;
    private final Objective objective;
    /** {@code messages[edge][state]}, factor to variable, normalised so that the largest is 0. */
    private double[][] messages;
    /** Whether the round before changed the message of an edge; what follows from unchanged messages is not computed again. */
    private final boolean[] changed;

    private boolean firstRound = true;

    private RowInterpreter(RowFactorGraph graph, double[][] logEvidence, double damping, Objective objective) {
        this.graph = graph;
        this.logEvidence = logEvidence;
        this.damping = damping;
        this.objective = objective;
        this.messages = new double[graph.edges()][];
        this.changed = new boolean[graph.edges()];
        for (int v = 0; v < graph.variables().size(); v++) {
            for (int edge : graph.edgesOf(v)) {
                messages[edge] = new double[graph.variables().get(v).cardinality()];
            }
        }
    }

    /** As below, of sum-product. */
    public static List<double[][]> logBeliefsAfterEachRound(
            RowFactorGraph graph, double[][] logEvidence, int rounds, double damping) {
        return logBeliefsAfterEachRound(graph, logEvidence, rounds, damping, Objective.SUM_PRODUCT);
    }

    /**
     * The log-beliefs after 0, 1, …, {@code rounds} rounds.
     *
     * @param logEvidence ln of the likelihood, {@code [variable][state]}; −∞ for an impossible state
     * @param damping λ in [0, 1): the new message is {@code (1−λ) · computed + λ · old}, in logarithms
     * @param objective whether rows that agree on a state are summed or the largest is taken
     * @return {@code [round][variable][state]}, unnormalised; all −∞ at a variable where the evidence is impossible
     */
    public static List<double[][]> logBeliefsAfterEachRound(
            RowFactorGraph graph, double[][] logEvidence, int rounds, double damping, Objective objective) {
        RowInterpreter interpreter = new RowInterpreter(graph, logEvidence, damping, objective);
        List<double[][]> beliefs = new ArrayList<>();
        beliefs.add(interpreter.logBeliefs());
        for (int round = 0; round < rounds; round++) {
            interpreter.round();
            beliefs.add(interpreter.logBeliefs());
        }
        return beliefs;
    }

    private double[][] logBeliefs() {
        double[][] beliefs = new double[logEvidence.length][];
        Arrays.setAll(beliefs, v -> sumAt(v, -1));
        return beliefs;
    }

    private void round() {
        double[][] next = new double[messages.length][];
        for (int f = 0; f < graph.factors().size(); f++) {
            RowFactor factor = graph.factors().get(f);
            double[][] incoming = new double[factor.slots()][];
            boolean[] news = new boolean[factor.slots()];
            for (int slot = 0; slot < incoming.length; slot++) {
                incoming[slot] = sumAt(factor.variable(slot), graph.edge(f, slot));
                news[slot] = hasNews(factor.variable(slot), graph.edge(f, slot));
            }
            for (int slot = 0; slot < incoming.length; slot++) {
                int edge = graph.edge(f, slot);
                next[edge] = firstRound || damping > 0 || hasNewsBesides(news, slot)
                        ? damped(factorToVariable(factor, slot, incoming), messages[edge])
                        : messages[edge];
            }
        }
        for (int edge = 0; edge < next.length; edge++) {
            changed[edge] = firstRound || !Arrays.equals(next[edge], messages[edge]);
        }
        firstRound = false;
        messages = next;
    }

    private boolean hasNews(int variable, int exceptEdge) {
        for (int edge : graph.edgesOf(variable)) {
            if (edge != exceptEdge && changed[edge]) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasNewsBesides(boolean[] news, int target) {
        for (int slot = 0; slot < news.length; slot++) {
            if (slot != target && news[slot]) {
                return true;
            }
        }
        return false;
    }

    private double[] damped(double[] computed, double[] old) {
        if (damping > 0) {
            for (int s = 0; s < computed.length; s++) {
                computed[s] = (1 - damping) * computed[s] + damping * old[s];
            }
        }
        return computed;
    }

    /** Evidence and messages at a variable, but the message of one edge: re-added, since −∞ cannot be subtracted. */
    private double[] sumAt(int variable, int exceptEdge) {
        double[] sum = logEvidence[variable].clone();
        for (int edge : graph.edgesOf(variable)) {
            if (edge != exceptEdge) {
                for (int s = 0; s < sum.length; s++) {
                    sum[s] += messages[edge][s];
                }
            }
        }
        return sum;
    }

    private double[] factorToVariable(RowFactor factor, int target, double[][] incoming) {
        double[] max = new double[incoming[target].length];
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        double[] scores = new double[factor.rows()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = score(factor, row, target, incoming);
            int state = factor.state(row, target);
            max[state] = Math.max(max[state], scores[row]);
        }
        if (objective == Objective.MAX_PRODUCT) {
            return shiftToZero(max);
        }
        double[] sums = new double[max.length];
        for (int row = 0; row < scores.length; row++) {
            int state = factor.state(row, target);
            if (scores[row] > Double.NEGATIVE_INFINITY) {
                sums[state] += Math.exp(scores[row] - max[state]);
            }
        }
        double[] message = new double[max.length];
        Arrays.setAll(message, s -> max[s] == Double.NEGATIVE_INFINITY ? max[s] : max[s] + Math.log(sums[s]));
        return shiftToZero(message);
    }

    private static double score(RowFactor factor, int row, int target, double[][] incoming) {
        double score = factor.logPotential(row);
        for (int slot = 0; slot < factor.slots(); slot++) {
            if (slot != target) {
                score += incoming[slot][factor.state(row, slot)];
            }
        }
        return score;
    }

    /** The scale of a message carries no information; without this it would grow from round to round. */
    private static double[] shiftToZero(double[] message) {
        double max = Arrays.stream(message).max().orElse(Double.NEGATIVE_INFINITY);
        if (max > Double.NEGATIVE_INFINITY) {
            for (int s = 0; s < message.length; s++) {
                message[s] -= max;
            }
        }
        return message;
    }
}
