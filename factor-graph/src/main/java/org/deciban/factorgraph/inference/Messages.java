package org.deciban.factorgraph.inference;

import java.util.Arrays;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals;

/**
 * The messages on all edges at one moment, and how one of them follows from others.
 *
 * <p>Messages to variables are normalised to sum 1; those to factors have any scale. A message entry is zero only if it is
 * zero in the mathematics. Zeros never go away: every message starts positive, and what a zero rules out stays ruled out.
 */
abstract sealed class Messages permits LogMessages, ProbabilityMessages {
    /**
     * A sum of products of numbers in [0, 1] above this bound lost nothing to underflow: a lost term is below 2⁻¹⁰⁷⁴, and
     * no table has 1e15 rows.
     */
    static final double UNDERFLOW_BOUND = 1e-290;

    final EdgeLayout layout;
    final Objective objective;
    final double damping;

    /** Messages to variables, as probabilities. */
    final double[] toVariable;

    final Contradictions contradictions;

    /** All messages to variables uniform. */
    Messages(EdgeLayout layout, Evidence evidence, BeliefPropagationOptions options) {
        this.layout = layout;
        this.contradictions = new Contradictions(layout, evidence);
        this.objective = options.objective();
        this.damping = options.damping();
        this.toVariable = new double[layout.messageAt[layout.edges]];
        for (int e = 0; e < layout.edges; e++) {
            int k = layout.messageAt[e + 1] - layout.messageAt[e];
            Arrays.fill(toVariable, layout.messageAt[e], layout.messageAt[e + 1], 1.0 / k);
        }
    }

    /** Messages in the domain asked for. */
    static Messages uniform(EdgeLayout layout, Evidence evidence, BeliefPropagationOptions options) {
        return switch (options.domain()) {
            case LOG -> new LogMessages(layout, evidence, options);
            case PROBABILITY -> new ProbabilityMessages(layout, evidence, options);
        };
    }

    /** Recomputes all messages from a variable: evidence times the messages of all its other factors. */
    abstract void sendFromVariable(int variable, Scratch scratch);

    /** Recomputes the message from the variable of an edge to its factor. */
    abstract void sendToFactor(int edge, Scratch scratch);

    /** Computes in the scratch what a factor would send, not normalised, for {@link #settle}. */
    abstract void propose(int factor, Scratch scratch);

    /**
     * Puts a proposed message in the place of the present one, damped.
     *
     * @param from where the message of the edge begins among those of its factor; see {@link #offsetInFactor}
     * @param keep whether to put it there, or only to measure
     * @return the largest change of a probability between the present message and the proposed one, undamped
     */
    abstract double settle(int edge, int from, Scratch scratch, boolean keep);

    /**
     * Recomputes all messages from a factor.
     *
     * @return the largest change, as {@link #settle} measures it
     */
    double sendFromFactor(int factor, Scratch scratch) {
        propose(factor, scratch);
        double largest = 0;
        int begin = layout.firstEdge[factor];
        for (int e = begin; e < layout.firstEdge[factor + 1]; e++) {
            largest = Math.max(largest, settle(e, layout.messageAt[e] - layout.messageAt[begin], scratch, true));
        }
        return largest;
    }

    /** Where the messages of an edge's factor place the message of this edge. */
    final int offsetInFactor(int edge) {
        return layout.messageAt[edge] - layout.messageAt[layout.firstEdge[layout.factorOf[edge]]];
    }

    abstract double logEvidence(int variable, int state);

    /** The logarithm of an entry of a message to a variable. */
    abstract double logToVariable(int entry);

    /** The logarithm of an entry of a message to a factor. */
    abstract double logToFactor(int entry);

    /** {@code ln ⊕_a f(a) Π_i n_i(a_i)} for the messages to a factor as they are. */
    abstract double logWeight(int factor, Scratch scratch);

    /** The beliefs that the messages to variables give. */
    final Marginals beliefs() {
        double[][] beliefs = new double[layout.variables][];
        Arrays.setAll(beliefs, this::belief);
        return new Marginals(layout.graph.variables(), beliefs);
    }

    private double[] belief(int variable) {
        double[] belief = logBelief(variable);
        double logSum = Logarithms.sum(belief, 0, belief.length);
        double sum = 0;
        for (int s = 0; s < belief.length; s++) {
            belief[s] = Math.exp(belief[s] - logSum);
            sum += belief[s];
        }
        for (int s = 0; s < belief.length; s++) {
            belief[s] /= sum; // logSum is of the size of the logarithms and so is its rounding error
        }
        return belief;
    }

    /** {@code ln(e_v(s) Π_f m_f(s))} per state, not normalised. */
    final double[] logBelief(int variable) {
        double[] belief = new double[layout.cardinality[variable]];
        boolean possible = false;
        for (int s = 0; s < belief.length; s++) {
            belief[s] = logEvidence(variable, s);
            for (int i = layout.firstIncidence[variable]; i < layout.firstIncidence[variable + 1]; i++) {
                belief[s] += logToVariable(layout.messagesOf[i] + s);
            }
            possible |= belief[s] > Double.NEGATIVE_INFINITY;
        }
        if (!possible) {
            throw contradictions.at(variable);
        }
        return belief;
    }
}
