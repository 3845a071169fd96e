package org.deciban.factorgraph.inference;

import java.util.Arrays;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;

/**
 * The messages of belief propagation, kept as logarithms; ln 0 is −∞.
 *
 * <p>Each message to a variable is a normalised distribution and is kept beside its logarithm. A factor's sum over its rows
 * is taken in probabilities where nothing underflows, which is nearly always, and again in logarithms where something
 * might have. So a message entry is −∞ only if it is zero.
 */
final class LogMessages {
    /**
     * A sum of products of numbers in [0, 1] above this bound lost nothing to underflow: a lost term is below 2⁻¹⁰⁷⁴, and
     * no table has 1e15 rows.
     */
    private static final double UNDERFLOW_BOUND = 1e-290;

    private final EdgeLayout layout;
    private final Evidence evidence;
    private final double[] logEvidence;
    private final double[] logToVariable;
    private final double[] toVariable;
    private final double[] logToFactor;
    private final double[] toFactor;
    private final FactorSending sending;
    private final double[] partial;
    private double[] logTable = {};

    /** All messages uniform. */
    LogMessages(EdgeLayout layout, Evidence evidence) {
        this.layout = layout;
        this.evidence = evidence;
        this.logEvidence = new double[layout.stateAt[layout.variables]];
        for (int v = 0; v < layout.variables; v++) {
            double[] likelihood = evidence.likelihood(layout.graph.variables().get(v));
            for (int s = 0; s < likelihood.length; s++) {
                logEvidence[layout.stateAt[v] + s] = Math.log(likelihood[s]);
            }
        }
        int entries = layout.messageAt[layout.edges];
        this.logToVariable = new double[entries];
        this.toVariable = new double[entries];
        for (int e = 0; e < layout.edges; e++) {
            int k = layout.messageAt[e + 1] - layout.messageAt[e];
            Arrays.fill(toVariable, layout.messageAt[e], layout.messageAt[e + 1], 1.0 / k);
            Arrays.fill(logToVariable, layout.messageAt[e], layout.messageAt[e + 1], -Math.log(k));
        }
        this.logToFactor = new double[entries];
        this.toFactor = new double[entries];
        this.sending = new FactorSending(layout);
        this.partial = new double[layout.largestCardinality()];
    }

    /** Recomputes all messages from a variable: evidence times the messages of all its other factors. */
    void sendFromVariable(int variable) {
        int k = layout.cardinality[variable];
        int begin = layout.firstIncidence[variable];
        int end = layout.firstIncidence[variable + 1];
        // Products of the messages before an edge, then of those after it: dividing the product of all by one message
        // would be 0/0 where that message is zero.
        System.arraycopy(logEvidence, layout.stateAt[variable], partial, 0, k);
        for (int i = begin; i < end; i++) {
            int at = layout.messageAt[layout.edgesOf[i]];
            for (int s = 0; s < k; s++) {
                logToFactor[at + s] = partial[s];
                partial[s] += logToVariable[at + s];
            }
        }
        Arrays.fill(partial, 0, k, 0.0);
        for (int i = end - 1; i >= begin; i--) {
            int at = layout.messageAt[layout.edgesOf[i]];
            for (int s = 0; s < k; s++) {
                logToFactor[at + s] += partial[s];
                partial[s] += logToVariable[at + s];
            }
            normaliseToFactor(layout.edgesOf[i], at, k);
        }
    }

    private void normaliseToFactor(int edge, int at, int k) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < k; s++) {
            largest = Math.max(largest, logToFactor[at + s]);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            throw impossible("the message from " + variable(layout.variableOf[edge]) + " to "
                    + factor(layout.factorOf[edge]) + " rules out every state");
        }
        for (int s = 0; s < k; s++) {
            logToFactor[at + s] -= largest;
            toFactor[at + s] = Math.exp(logToFactor[at + s]);
        }
    }

    /**
     * Recomputes all messages from a factor.
     *
     * @return the largest change of a probability in one of them
     */
    double sendFromFactor(int factor) {
        sending.compute(EliminationKernel.PLUS_TIMES, factor, layout.tables, layout.tableAt[factor], toFactor);
        if (mayHaveUnderflowed(factor)) {
            return sendFromFactorInLogarithms(factor);
        }
        double largest = 0;
        for (int e = layout.firstEdge[factor]; e < layout.firstEdge[factor + 1]; e++) {
            largest = Math.max(largest, receive(e));
        }
        return largest;
    }

    /** Whether a sum is too small to trust. Where the message was zero already it stays so: zeros never go away. */
    private boolean mayHaveUnderflowed(int factor) {
        int begin = layout.messageAt[layout.firstEdge[factor]];
        int end = layout.messageAt[layout.firstEdge[factor + 1]];
        for (int i = begin; i < end; i++) {
            if (!(sending.messages[i - begin] >= UNDERFLOW_BOUND) && logToVariable[i] != Double.NEGATIVE_INFINITY) {
                return true;
            }
        }
        return false;
    }

    private double receive(int edge) {
        int at = layout.messageAt[edge];
        int end = layout.messageAt[edge + 1];
        int from = at - layout.messageAt[layout.firstEdge[layout.factorOf[edge]]];
        double sum = 0;
        for (int i = at; i < end; i++) {
            sum += sending.messages[from + i - at];
        }
        requirePossible(edge, sum > 0);
        double change = 0;
        for (int i = at; i < end; i++) {
            double probability = sending.messages[from + i - at] / sum;
            change = Math.max(change, Math.abs(probability - toVariable[i]));
            toVariable[i] = probability;
            logToVariable[i] = Math.log(probability);
        }
        return change;
    }

    private double sendFromFactorInLogarithms(int factor) {
        Factor table = layout.graph.factors().get(factor);
        if (logTable.length < table.size()) {
            logTable = new double[table.size()];
        }
        for (int i = 0; i < table.size(); i++) {
            logTable[i] = Math.log(table.weight(i));
        }
        sending.compute(EliminationKernel.LOG_SUM_EXP, factor, logTable, 0, logToFactor);
        double largest = 0;
        for (int e = layout.firstEdge[factor]; e < layout.firstEdge[factor + 1]; e++) {
            largest = Math.max(largest, receiveLogarithms(e));
        }
        return largest;
    }

    private double receiveLogarithms(int edge) {
        int at = layout.messageAt[edge];
        int end = layout.messageAt[edge + 1];
        int from = at - layout.messageAt[layout.firstEdge[layout.factorOf[edge]]];
        double logSum = logSum(sending.messages, from, end - at);
        requirePossible(edge, logSum > Double.NEGATIVE_INFINITY);
        double change = 0;
        for (int i = at; i < end; i++) {
            logToVariable[i] = sending.messages[from + i - at] - logSum;
            double probability = Math.exp(logToVariable[i]);
            change = Math.max(change, Math.abs(probability - toVariable[i]));
            toVariable[i] = probability;
        }
        return change;
    }

    private void requirePossible(int edge, boolean possible) {
        if (!possible) {
            throw impossible("the message from " + factor(layout.factorOf[edge]) + " to "
                    + variable(layout.variableOf[edge]) + " rules out every state");
        }
    }

    /** ln Σ exp of {@code k} logarithms; −∞ if all are. */
    private static double logSum(double[] logarithms, int at, int k) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < k; s++) {
            largest = Math.max(largest, logarithms[at + s]);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (int s = 0; s < k; s++) {
            sum += Math.exp(logarithms[at + s] - largest);
        }
        return largest + Math.log(sum);
    }

    /** The beliefs that the current messages to variables give. */
    Marginals beliefs() {
        double[][] beliefs = new double[layout.variables][];
        Arrays.setAll(beliefs, this::belief);
        return new Marginals(layout.graph.variables(), beliefs);
    }

    private double[] belief(int variable) {
        int k = layout.cardinality[variable];
        double[] belief = Arrays.copyOfRange(logEvidence, layout.stateAt[variable], layout.stateAt[variable + 1]);
        for (int i = layout.firstIncidence[variable]; i < layout.firstIncidence[variable + 1]; i++) {
            int at = layout.messageAt[layout.edgesOf[i]];
            for (int s = 0; s < k; s++) {
                belief[s] += logToVariable[at + s];
            }
        }
        double logSum = logSum(belief, 0, k);
        if (logSum == Double.NEGATIVE_INFINITY) {
            throw impossible("every state of " + variable(variable) + " is ruled out");
        }
        double sum = 0;
        for (int s = 0; s < k; s++) {
            belief[s] = Math.exp(belief[s] - logSum);
            sum += belief[s];
        }
        for (int s = 0; s < k; s++) {
            belief[s] /= sum; // logSum is of the size of the logarithms and so is its rounding error
        }
        return belief;
    }

    private String variable(int variable) {
        return layout.graph.variables().get(variable).toString();
    }

    private String factor(int factor) {
        return layout.graph.factors().get(factor).toString();
    }

    private ImpossibleEvidenceException impossible(String where) {
        return new ImpossibleEvidenceException(evidence, where);
    }
}
