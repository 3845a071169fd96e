package org.deciban.factorgraph.inference;

import java.util.Arrays;

/**
 * Messages to factors, as probabilities in any scale.
 *
 * <p>Products are formed without care and looked at afterwards: an entry above the bound lost nothing, and one below it is
 * either zero because one of its terms is, or the variable's messages are computed again in logarithms.
 */
final class ProbabilityVariableSending {
    private final EdgeLayout layout;
    private final Contradictions contradictions;
    private final double[] evidence;
    private final double[] toVariable;
    private final double[] toFactor;

    /**
     * @param evidence shape {@code [EdgeLayout.stateAt]}
     * @param toVariable the messages that are read
     * @param toFactor the messages that are written
     */
    ProbabilityVariableSending(
            EdgeLayout layout,
            Contradictions contradictions,
            double[] evidence,
            double[] toVariable,
            double[] toFactor) {
        this.layout = layout;
        this.contradictions = contradictions;
        this.evidence = evidence;
        this.toVariable = toVariable;
        this.toFactor = toFactor;
    }

    /**
     * Recomputes all messages from a variable.
     *
     * @param partial room for the variable's states
     * @throws UnderflowException if an entry is positive and out of range
     */
    void sendFromVariable(int variable, double[] partial) {
        boolean exact = layout.cardinality[variable] == 2
                ? sendFromBinaryVariable(variable)
                : multiplyFromVariable(variable, partial);
        if (!exact) {
            sendFromVariableInLogarithms(variable, partial);
        }
    }

    /** Returns false if an entry may have underflowed. */
    private boolean multiplyFromVariable(int variable, double[] partial) {
        int k = layout.cardinality[variable];
        int begin = layout.firstIncidence[variable];
        int end = layout.firstIncidence[variable + 1];
        // Products of the messages before an edge, then of those after it; see LogVariableSending.
        System.arraycopy(evidence, layout.stateAt[variable], partial, 0, k);
        for (int i = begin; i < end; i++) {
            int at = layout.messagesOf[i];
            for (int s = 0; s < k; s++) {
                toFactor[at + s] = partial[s];
                partial[s] *= toVariable[at + s];
            }
        }
        Arrays.fill(partial, 0, k, 1.0);
        boolean exact = true;
        for (int i = end - 1; i >= begin; i--) {
            int at = layout.messagesOf[i];
            boolean small = false;
            for (int s = 0; s < k; s++) {
                double product = toFactor[at + s] * partial[s];
                partial[s] *= toVariable[at + s];
                toFactor[at + s] = product;
                small |= product < Messages.UNDERFLOW_BOUND;
            }
            exact &= !small || isExact(layout.edgesOf[i]);
        }
        return exact;
    }

    /** The same for two states, in a third of the time. */
    private boolean sendFromBinaryVariable(int variable) {
        int begin = layout.firstIncidence[variable];
        int end = layout.firstIncidence[variable + 1];
        double partial0 = evidence[layout.stateAt[variable]];
        double partial1 = evidence[layout.stateAt[variable] + 1];
        for (int i = begin; i < end; i++) {
            int at = layout.messagesOf[i];
            toFactor[at] = partial0;
            toFactor[at + 1] = partial1;
            partial0 *= toVariable[at];
            partial1 *= toVariable[at + 1];
        }
        partial0 = 1;
        partial1 = 1;
        boolean exact = true;
        for (int i = end - 1; i >= begin; i--) {
            int at = layout.messagesOf[i];
            toFactor[at] *= partial0;
            toFactor[at + 1] *= partial1;
            partial0 *= toVariable[at];
            partial1 *= toVariable[at + 1];
            boolean small = toFactor[at] < Messages.UNDERFLOW_BOUND || toFactor[at + 1] < Messages.UNDERFLOW_BOUND;
            exact &= !small || isExact(layout.edgesOf[i]);
        }
        return exact;
    }

    /** Recomputes the message from the variable of an edge to its factor, as {@link #sendFromVariable} does. */
    void sendToFactor(int edge) {
        int variable = layout.variableOf[edge];
        int k = layout.cardinality[variable];
        int to = layout.messageAt[edge];
        System.arraycopy(evidence, layout.stateAt[variable], toFactor, to, k);
        boolean small = false;
        for (int i = layout.firstIncidence[variable]; i < layout.firstIncidence[variable + 1]; i++) {
            if (layout.edgesOf[i] != edge) {
                int at = layout.messagesOf[i];
                for (int s = 0; s < k; s++) {
                    toFactor[to + s] *= toVariable[at + s];
                    small |= toFactor[to + s] < Messages.UNDERFLOW_BOUND;
                }
            }
        }
        if (small && !isExact(edge)) {
            sendToFactorInLogarithms(edge);
        }
    }

    /** Tells zeros from underflow in a message to a factor. */
    private boolean isExact(int edge) {
        int at = layout.messageAt[edge];
        int k = layout.messageAt[edge + 1] - at;
        boolean possible = false;
        for (int s = 0; s < k; s++) {
            double product = toFactor[at + s];
            possible |= product > 0;
            if (product < Messages.UNDERFLOW_BOUND && !(product == 0 && hasZeroTerm(edge, s))) {
                return false;
            }
        }
        if (!possible) {
            throw contradictions.toFactor(edge);
        }
        return true;
    }

    private boolean hasZeroTerm(int edge, int state) {
        int variable = layout.variableOf[edge];
        if (evidence[layout.stateAt[variable] + state] == 0) {
            return true;
        }
        for (int i = layout.firstIncidence[variable]; i < layout.firstIncidence[variable + 1]; i++) {
            if (layout.edgesOf[i] != edge && toVariable[layout.messagesOf[i] + state] == 0) {
                return true;
            }
        }
        return false;
    }

    /** The product of many messages may be small in every state; what counts is its ratio to the largest entry. */
    private void sendFromVariableInLogarithms(int variable, double[] partial) {
        int k = layout.cardinality[variable];
        int begin = layout.firstIncidence[variable];
        int end = layout.firstIncidence[variable + 1];
        for (int s = 0; s < k; s++) {
            partial[s] = Math.log(evidence[layout.stateAt[variable] + s]);
        }
        for (int i = begin; i < end; i++) {
            int at = layout.messagesOf[i];
            for (int s = 0; s < k; s++) {
                toFactor[at + s] = partial[s];
                partial[s] += Math.log(toVariable[at + s]);
            }
        }
        Arrays.fill(partial, 0, k, 0.0);
        for (int i = end - 1; i >= begin; i--) {
            int at = layout.messagesOf[i];
            for (int s = 0; s < k; s++) {
                toFactor[at + s] += partial[s];
                partial[s] += Math.log(toVariable[at + s]);
            }
            takeExponentials(layout.edgesOf[i]);
        }
    }

    private void sendToFactorInLogarithms(int edge) {
        int variable = layout.variableOf[edge];
        int to = layout.messageAt[edge];
        for (int s = 0; s < layout.cardinality[variable]; s++) {
            toFactor[to + s] = Math.log(evidence[layout.stateAt[variable] + s]);
            for (int i = layout.firstIncidence[variable]; i < layout.firstIncidence[variable + 1]; i++) {
                if (layout.edgesOf[i] != edge) {
                    toFactor[to + s] += Math.log(toVariable[layout.messagesOf[i] + s]);
                }
            }
        }
        takeExponentials(edge);
    }

    /** Turns logarithms into probabilities, the largest into 1. */
    private void takeExponentials(int edge) {
        int at = layout.messageAt[edge];
        int k = layout.messageAt[edge + 1] - at;
        double largest = Logarithms.max(toFactor, at, k);
        if (largest == Double.NEGATIVE_INFINITY) {
            throw contradictions.toFactor(edge);
        }
        for (int s = 0; s < k; s++) {
            double logarithm = toFactor[at + s];
            toFactor[at + s] = Math.exp(logarithm - largest);
            UnderflowException.unless(
                    toFactor[at + s] >= Messages.UNDERFLOW_BOUND || logarithm == Double.NEGATIVE_INFINITY);
        }
    }
}
