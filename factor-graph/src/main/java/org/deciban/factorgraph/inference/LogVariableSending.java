package org.deciban.factorgraph.inference;

import java.util.Arrays;

/** Messages to factors, as logarithms. */
final class LogVariableSending {
    private final EdgeLayout layout;
    private final Contradictions contradictions;
    private final double[] logEvidence;
    private final double[] logToVariable;
    private final double[] logToFactor;
    private final double[] toFactor;

    /**
     * @param logEvidence shape {@code [EdgeLayout.stateAt]}
     * @param logToVariable the messages that are read
     * @param logToFactor the messages that are written, the largest entry of each ln 1
     * @param toFactor the same as probabilities; empty if nobody wants them
     */
    LogVariableSending(
            EdgeLayout layout,
            Contradictions contradictions,
            double[] logEvidence,
            double[] logToVariable,
            double[] logToFactor,
            double[] toFactor) {
        this.layout = layout;
        this.contradictions = contradictions;
        this.logEvidence = logEvidence;
        this.logToVariable = logToVariable;
        this.logToFactor = logToFactor;
        this.toFactor = toFactor;
    }

    /** Recomputes all messages from a variable; {@code partial} has room for its states. */
    void sendFromVariable(int variable, double[] partial) {
        int k = layout.cardinality[variable];
        int begin = layout.firstIncidence[variable];
        int end = layout.firstIncidence[variable + 1];
        // Products of the messages before an edge, then of those after it: dividing the product of all by one message
        // would be 0/0 where that message is zero.
        System.arraycopy(logEvidence, layout.stateAt[variable], partial, 0, k);
        for (int i = begin; i < end; i++) {
            int at = layout.messagesOf[i];
            for (int s = 0; s < k; s++) {
                logToFactor[at + s] = partial[s];
                partial[s] += logToVariable[at + s];
            }
        }
        Arrays.fill(partial, 0, k, 0.0);
        for (int i = end - 1; i >= begin; i--) {
            int at = layout.messagesOf[i];
            for (int s = 0; s < k; s++) {
                logToFactor[at + s] += partial[s];
                partial[s] += logToVariable[at + s];
            }
            scaleToFactor(layout.edgesOf[i], at, k);
        }
    }

    /** Recomputes the message from the variable of an edge to its factor. */
    void sendToFactor(int edge) {
        int variable = layout.variableOf[edge];
        int k = layout.cardinality[variable];
        int to = layout.messageAt[edge];
        System.arraycopy(logEvidence, layout.stateAt[variable], logToFactor, to, k);
        for (int i = layout.firstIncidence[variable]; i < layout.firstIncidence[variable + 1]; i++) {
            if (layout.edgesOf[i] != edge) {
                int at = layout.messagesOf[i];
                for (int s = 0; s < k; s++) {
                    logToFactor[to + s] += logToVariable[at + s];
                }
            }
        }
        scaleToFactor(edge, to, k);
    }

    /** Brings the largest entry to ln 1. */
    private void scaleToFactor(int edge, int at, int k) {
        double largest = Logarithms.max(logToFactor, at, k);
        if (largest == Double.NEGATIVE_INFINITY) {
            throw contradictions.toFactor(edge);
        }
        for (int s = 0; s < k; s++) {
            logToFactor[at + s] -= largest;
        }
        if (toFactor.length > 0) {
            for (int s = 0; s < k; s++) {
                double shifted = logToFactor[at + s];
                toFactor[at + s] = shifted == 0 ? 1.0 : Math.exp(shifted);
            }
        }
    }
}
