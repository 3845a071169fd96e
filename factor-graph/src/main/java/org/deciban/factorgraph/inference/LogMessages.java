package org.deciban.factorgraph.inference;

import java.util.Arrays;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;

/**
 * Messages kept as logarithms; ln 0 is −∞.
 *
 * <p>In sum-product a factor's sum over its rows is taken in probabilities where nothing underflows, which is nearly
 * always, and again in logarithms where something might have. Max-product needs no exponentials and stays in logarithms.
 */
final class LogMessages extends Messages {
    /** Where finite logarithms are held: no sum of them leaves the range of doubles. */
    private static final double LOWEST = -1e290;

    private final double[] logEvidence;
    private final double[] logToVariable;
    private final double[] logToFactor;

    /** The messages to factors as probabilities; only sum-product needs them. */
    private final double[] toFactor;

    /** The logarithms of all tables; only max-product needs them in every round. */
    private final double[] logTables;

    private final LogVariableSending variableSending;

    LogMessages(EdgeLayout layout, Evidence evidence, BeliefPropagationOptions options) {
        super(layout, evidence, options);
        this.logEvidence = new double[layout.stateAt[layout.variables]];
        for (int v = 0; v < layout.variables; v++) {
            double[] likelihood = evidence.likelihood(layout.graph.variables().get(v));
            for (int s = 0; s < likelihood.length; s++) {
                logEvidence[layout.stateAt[v] + s] = Math.log(likelihood[s]);
            }
        }
        this.logToVariable = Arrays.stream(toVariable).map(Math::log).toArray();
        this.logToFactor = new double[toVariable.length];
        this.toFactor = new double[objective == Objective.SUM_PRODUCT ? toVariable.length : 0];
        this.logTables = new double[objective == Objective.MAX_PRODUCT ? layout.tables.length : 0];
        if (objective == Objective.MAX_PRODUCT) {
            for (int f = 0; f < layout.factors; f++) {
                takeLogarithms(f, logTables, layout.tableAt[f]);
            }
        }
        this.variableSending =
                new LogVariableSending(layout, contradictions, logEvidence, logToVariable, logToFactor, toFactor);
    }

    @Override
    void sendFromVariable(int variable, Scratch scratch) {
        variableSending.sendFromVariable(variable, scratch.partial);
    }

    @Override
    void sendToFactor(int edge, Scratch scratch) {
        variableSending.sendToFactor(edge);
    }

    @Override
    void propose(int factor, Scratch scratch) {
        scratch.inLogarithms = objective == Objective.MAX_PRODUCT;
        if (!scratch.inLogarithms) {
            scratch.sending.compute(objective.ofProbabilities, factor, layout.tables, layout.tableAt[factor], toFactor);
            scratch.inLogarithms = mayHaveUnderflowed(factor, scratch);
        }
        if (scratch.inLogarithms) {
            sendLogarithms(factor, scratch);
        }
    }

    /** Whether a sum is too small to trust. Where the message was zero already, it is zero again. */
    private boolean mayHaveUnderflowed(int factor, Scratch scratch) {
        int begin = layout.messageAt[layout.firstEdge[factor]];
        int end = layout.messageAt[layout.firstEdge[factor + 1]];
        for (int i = begin; i < end; i++) {
            if (!(scratch.sending.messages[i - begin] >= UNDERFLOW_BOUND)
                    && logToVariable[i] != Double.NEGATIVE_INFINITY) {
                return true;
            }
        }
        return false;
    }

    private void sendLogarithms(int factor, Scratch scratch) {
        if (objective == Objective.MAX_PRODUCT) {
            scratch.sending.compute(objective.ofLogarithms, factor, logTables, layout.tableAt[factor], logToFactor);
        } else {
            double[] logTable = scratch.logTable(layout.tableSize(factor));
            takeLogarithms(factor, logTable, 0);
            scratch.sending.compute(objective.ofLogarithms, factor, logTable, 0, logToFactor);
        }
    }

    /** Of the weights themselves: in the scaled tables small ones may have become zero. */
    private void takeLogarithms(int factor, double[] logTable, int at) {
        Factor table = layout.graph.factors().get(factor);
        for (int i = 0; i < table.size(); i++) {
            logTable[at + i] = Math.log(table.weight(i));
        }
    }

    @Override
    double settle(int edge, int from, Scratch scratch, boolean keep) {
        double[] proposed = scratch.sending.messages;
        int at = layout.messageAt[edge];
        int k = layout.messageAt[edge + 1] - at;
        double change = scratch.inLogarithms
                ? settleLogarithms(proposed, from, at, k, keep)
                : settleProbabilities(proposed, from, at, k, keep);
        if (Double.isNaN(change)) {
            throw contradictions.toVariable(edge);
        }
        if (keep && damping != 0) {
            normalise(at, k);
        }
        return change;
    }

    /** NaN if the message is zero. */
    private double settleProbabilities(double[] proposed, int from, int at, int k, boolean keep) {
        double sum = 0;
        for (int s = 0; s < k; s++) {
            sum += proposed[from + s];
        }
        double change = sum > 0 ? 0 : Double.NaN;
        for (int s = 0; s < k; s++) {
            double probability = proposed[from + s] / sum;
            change = Math.max(change, Math.abs(probability - toVariable[at + s]));
            if (keep) {
                store(at + s, Math.log(probability), probability);
            }
        }
        return change;
    }

    /** NaN if the message is zero. */
    private double settleLogarithms(double[] proposed, int from, int at, int k, boolean keep) {
        double logSum = Logarithms.sum(proposed, from, k);
        double change = logSum > Double.NEGATIVE_INFINITY ? 0 : Double.NaN;
        for (int s = 0; s < k; s++) {
            double logarithm = held(proposed[from + s] - logSum);
            double probability = Math.exp(logarithm);
            change = Math.max(change, Math.abs(probability - toVariable[at + s]));
            if (keep) {
                store(at + s, logarithm, probability);
            }
        }
        return change;
    }

    /** On a loop without any doubt in it logarithms double with every round; −∞ would be a zero that is none. */
    private static double held(double logarithm) {
        return logarithm < LOWEST && logarithm != Double.NEGATIVE_INFINITY ? LOWEST : logarithm;
    }

    private void store(int entry, double logarithm, double probability) {
        if (damping == 0) {
            logToVariable[entry] = logarithm;
            toVariable[entry] = probability;
        } else {
            logToVariable[entry] = damping * logToVariable[entry] + (1 - damping) * logarithm;
        }
    }

    /** A damped message does not sum to 1. */
    private void normalise(int at, int k) {
        double logSum = Logarithms.sum(logToVariable, at, k);
        for (int s = 0; s < k; s++) {
            logToVariable[at + s] -= logSum;
            toVariable[at + s] = Math.exp(logToVariable[at + s]);
        }
    }

    @Override
    double logEvidence(int variable, int state) {
        return logEvidence[layout.stateAt[variable] + state];
    }

    @Override
    double logToVariable(int entry) {
        return logToVariable[entry];
    }

    @Override
    double logToFactor(int entry) {
        return logToFactor[entry];
    }

    @Override
    double logWeight(int factor, Scratch scratch) {
        sendLogarithms(factor, scratch);
        int k = layout.messageAt[layout.firstEdge[factor] + 1] - layout.messageAt[layout.firstEdge[factor]];
        double[] joint = new double[k];
        for (int s = 0; s < k; s++) {
            joint[s] = scratch.sending.messages[s] + logToFactor[layout.messageAt[layout.firstEdge[factor]] + s];
        }
        return objective.logTotal(joint, 0, k);
    }
}
