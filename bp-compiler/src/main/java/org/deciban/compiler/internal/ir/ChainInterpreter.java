package org.deciban.compiler.internal.ir;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Runs a forest of chains: the forward and backward algorithm, one pass from each end, in the log domain.
 *
 * <pre>
 *   m_{f→j}(s) = ln Σ_{rows r of f with state s in slot j} exp( ln f(r) + ln e_i(r_i) + m_{g→i}(r_i) )
 * </pre>
 *
 * with i the other variable of f and g the other factor at i, if there is one.
 */
public final class ChainInterpreter {
    private final RowFactorGraph graph;
    private final double[][] logEvidence;
    private final Chains chains;
    private final double[][] messages;

    private ChainInterpreter(RowFactorGraph graph, double[][] logEvidence) {
        this.graph = graph;
        this.logEvidence = logEvidence;
        this.chains = Chains.of(graph);
        this.messages = new double[graph.edges()][];
        for (int edge = 0; edge < messages.length; edge++) {
            computeUpTo(edge);
        }
    }

    /**
     * The log-beliefs of the evidence alone, and the exact ones.
     *
     * @param graph a forest of chains, see {@link Chains}
     * @param logEvidence ln of the likelihood, {@code [variable][state]}; −∞ for an impossible state
     * @return {@code [0 or 1][variable][state]}, unnormalised; all −∞ at a variable where the evidence is impossible
     */
    public static List<double[][]> logBeliefs(RowFactorGraph graph, double[][] logEvidence) {
        return List.of(logEvidence, new ChainInterpreter(graph, logEvidence).logBeliefs());
    }

    private void computeUpTo(int last) {
        Deque<Integer> missing = new ArrayDeque<>();
        for (int edge = last; edge != Chains.NONE && messages[edge] == null; edge = chains.next(edge)) {
            missing.push(edge);
        }
        for (int edge : missing) {
            messages[edge] = message(edge);
        }
    }

    private double[] message(int edge) {
        int f = graph.factorOfEdge(edge);
        int target = edge - graph.edge(f, 0);
        RowFactor factor = graph.factors().get(f);
        int far = chains.farVariable(edge);
        double[] known = far == Chains.NONE ? new double[] {0} : logEvidence[far].clone();
        if (chains.next(edge) != Chains.NONE) {
            double[] before = messages[chains.next(edge)];
            Arrays.setAll(known, s -> known[s] + before[s]);
        }
        double[] scores = new double[factor.rows()];
        Arrays.setAll(
                scores,
                row -> factor.logPotential(row) + known[far == Chains.NONE ? 0 : factor.state(row, 1 - target)]);
        return logSums(factor, target, scores);
    }

    /** ln of the sums over the rows of each state, the best row scoring 0; −∞ of a state without a possible row. */
    private double[] logSums(RowFactor factor, int target, double[] scores) {
        int states = graph.variables().get(factor.variable(target)).cardinality();
        double[] most = new double[states];
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (int row = 0; row < scores.length; row++) {
            int state = factor.state(row, target);
            most[state] = Math.max(most[state], scores[row]);
        }
        double[] sums = new double[states];
        for (int row = 0; row < scores.length; row++) {
            int state = factor.state(row, target);
            sums[state] += scores[row] == Double.NEGATIVE_INFINITY ? 0 : Math.exp(scores[row] - most[state]);
        }
        double best = Arrays.stream(most).max().orElseThrow();
        double[] message = new double[states];
        Arrays.setAll(message, s -> sums[s] == 0 ? Double.NEGATIVE_INFINITY : most[s] - best + Math.log(sums[s]));
        return message;
    }

    private double[][] logBeliefs() {
        double[][] beliefs = new double[logEvidence.length][];
        for (int v = 0; v < beliefs.length; v++) {
            double[] belief = logEvidence[v].clone();
            for (int edge : graph.edgesOf(v)) {
                Arrays.setAll(belief, s -> belief[s] + messages[edge][s]);
            }
            beliefs[v] = belief;
        }
        return beliefs;
    }
}
