package org.deciban.factorgraph.inference;

import java.util.Arrays;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;

/**
 * Messages kept as probabilities; {@link UnderflowException} where those do not suffice.
 *
 * <p>Sums are formed without care and looked at afterwards: an entry above the bound lost nothing, and one below it is either
 * zero because no row of its factor supports it, or an underflow.
 */
final class ProbabilityMessages extends Messages {
    /** Each variable's evidence divided by its largest entry. */
    private final double[] evidence;

    /** Shape {@code [variable]}: ln of what its evidence was divided by. */
    private final double[] logEvidenceScale;

    /** Messages to factors, in any scale. */
    private final double[] toFactor;

    private final ProbabilityVariableSending variableSending;

    ProbabilityMessages(EdgeLayout layout, Evidence given, BeliefPropagationOptions options) {
        super(layout, given, options);
        this.evidence = new double[layout.stateAt[layout.variables]];
        this.logEvidenceScale = new double[layout.variables];
        for (int v = 0; v < layout.variables; v++) {
            double[] likelihood = given.likelihood(layout.graph.variables().get(v));
            double largest = Arrays.stream(likelihood).max().orElseThrow();
            logEvidenceScale[v] = Math.log(largest);
            for (int s = 0; s < likelihood.length; s++) {
                double scaled = likelihood[s] / largest;
                UnderflowException.unless(scaled >= UNDERFLOW_BOUND || likelihood[s] == 0);
                evidence[layout.stateAt[v] + s] = scaled;
            }
        }
        this.toFactor = new double[toVariable.length];
        this.variableSending = new ProbabilityVariableSending(layout, contradictions, evidence, toVariable, toFactor);
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
    double sendFromFactor(int factor, Scratch scratch) {
        if (layout.isBinaryPair(factor) && damping == 0 && objective == Objective.SUM_PRODUCT) {
            double change = sendFromBinaryPair(factor);
            if (change >= 0) {
                return change;
            }
        }
        return super.sendFromFactor(factor, scratch);
    }

    /** The same for a 2 × 2 table, in a third of the time; −1 if a sum is too small to trust, and then nothing is done. */
    private double sendFromBinaryPair(int factor) {
        int t = layout.tableAt[factor];
        int x = layout.messageAt[layout.firstEdge[factor]];
        int y = x + 2;
        double[] table = layout.tables;
        double x0 = table[t] * toFactor[y] + table[t + 1] * toFactor[y + 1];
        double x1 = table[t + 2] * toFactor[y] + table[t + 3] * toFactor[y + 1];
        double y0 = table[t] * toFactor[x] + table[t + 2] * toFactor[x + 1];
        double y1 = table[t + 1] * toFactor[x] + table[t + 3] * toFactor[x + 1];
        if (!(x0 >= UNDERFLOW_BOUND && x1 >= UNDERFLOW_BOUND && y0 >= UNDERFLOW_BOUND && y1 >= UNDERFLOW_BOUND)) {
            return -1;
        }
        double newX = x0 / (x0 + x1);
        double newY = y0 / (y0 + y1);
        // The two entries of a message move by the same amount.
        double change = Math.max(Math.abs(newX - toVariable[x]), Math.abs(newY - toVariable[y]));
        toVariable[x] = newX;
        toVariable[x + 1] = x1 / (x0 + x1);
        toVariable[y] = newY;
        toVariable[y + 1] = y1 / (y0 + y1);
        return change;
    }

    @Override
    void propose(int factor, Scratch scratch) {
        scratch.sending.compute(objective.ofProbabilities, factor, layout.tables, layout.tableAt[factor], toFactor);
    }

    @Override
    double settle(int edge, int from, Scratch scratch, boolean keep) {
        double[] proposed = scratch.sending.messages;
        int at = layout.messageAt[edge];
        int k = layout.messageAt[edge + 1] - at;
        double sum = 0;
        for (int s = 0; s < k; s++) {
            double entry = proposed[from + s];
            sum += entry;
            if (entry < UNDERFLOW_BOUND && toVariable[at + s] != 0) {
                UnderflowException.unless(entry == 0 && !isSupported(edge, s));
            }
        }
        if (!(sum > 0)) {
            throw contradictions.toVariable(edge);
        }
        double scale = 1 / sum;
        double change = 0;
        for (int s = 0; s < k; s++) {
            double probability = proposed[from + s] * scale;
            change = Math.max(change, Math.abs(probability - toVariable[at + s]));
            if (keep) {
                toVariable[at + s] = damping == 0 ? probability : damped(toVariable[at + s], probability);
            }
        }
        if (keep && damping != 0) {
            normalise(at, k);
        }
        return change;
    }

    private double damped(double old, double proposed) {
        return Math.pow(old, damping) * Math.pow(proposed, 1 - damping);
    }

    private void normalise(int at, int k) {
        double sum = 0;
        for (int s = 0; s < k; s++) {
            sum += toVariable[at + s];
        }
        for (int s = 0; s < k; s++) {
            toVariable[at + s] /= sum;
        }
    }

    /** Whether a row of the factor has the state, a positive weight, and positive messages in all other places. */
    private boolean isSupported(int edge, int state) {
        int f = layout.factorOf[edge];
        Factor factor = layout.graph.factors().get(f);
        for (int row = 0; row < factor.size(); row++) {
            boolean positive = factor.weight(row) > 0;
            int rest = row;
            for (int e = layout.firstEdge[f + 1] - 1; e >= layout.firstEdge[f]; e--) {
                int k = layout.messageAt[e + 1] - layout.messageAt[e];
                int s = rest % k;
                rest /= k;
                positive &= e == edge ? s == state : toFactor[layout.messageAt[e] + s] > 0;
            }
            if (positive) {
                return true;
            }
        }
        return false;
    }

    @Override
    double logEvidence(int variable, int state) {
        return Math.log(evidence[layout.stateAt[variable] + state]) + logEvidenceScale[variable];
    }

    @Override
    double logToVariable(int entry) {
        return Math.log(toVariable[entry]);
    }

    @Override
    double logToFactor(int entry) {
        return Math.log(toFactor[entry]);
    }

    @Override
    double logWeight(int factor, Scratch scratch) {
        scratch.sending.compute(objective.ofProbabilities, factor, layout.tables, layout.tableAt[factor], toFactor);
        int at = layout.messageAt[layout.firstEdge[factor]];
        int k = layout.messageAt[layout.firstEdge[factor] + 1] - at;
        double[] joint = new double[k];
        for (int s = 0; s < k; s++) {
            joint[s] = Math.log(scratch.sending.messages[s]) + Math.log(toFactor[at + s]);
        }
        return layout.logScale[factor] + objective.logTotal(joint, 0, k);
    }
}
