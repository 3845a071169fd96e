package org.deciban.factorgraph.inference;

/**
 * The Bethe approximation of the logarithm of the evidence, from messages at a fixed point:
 *
 * <pre>    ln Z = Σ_f ln Σ_a f(a) Π_i n_i(a_i) + Σ_v ln Σ_s e_v(s) Π_f m_f(s) − Σ_(f,v) ln Σ_s n(s) m(s)</pre>
 *
 * <p>The scale of each message cancels. At a fixed point this is minus the Bethe free energy of the beliefs, and stationary
 * in the messages, so an error ε of the messages moves it by O(ε²) (Yedidia, Freeman and Weiss, 2005,
 * doi:10.1109/TIT.2005.850085). In max-product every sum is a maximum.
 */
final class BetheFreeEnergy {
    private BetheFreeEnergy() {}

    /** Recomputes the messages to factors, so that they follow from those to variables, and sums up. */
    static double logEvidence(Messages messages, Scratch scratch) {
        EdgeLayout layout = messages.layout;
        double logEvidence = 0;
        for (int v = 0; v < layout.variables; v++) {
            messages.sendFromVariable(v, scratch);
            double[] belief = messages.logBelief(v);
            logEvidence += messages.objective.logTotal(belief, 0, belief.length);
        }
        for (int f = 0; f < layout.factors; f++) {
            logEvidence += factor(messages, f, scratch);
        }
        return logEvidence;
    }

    /** A factor's term less those of its edges, together because the scale of the messages to the factor is in both. */
    private static double factor(Messages messages, int factor, Scratch scratch) {
        EdgeLayout layout = messages.layout;
        if (layout.firstEdge[factor] == layout.firstEdge[factor + 1]) {
            return layout.logScale[factor];
        }
        double term = messages.logWeight(factor, scratch);
        for (int e = layout.firstEdge[factor]; e < layout.firstEdge[factor + 1]; e++) {
            term -= edge(messages, e, scratch);
        }
        return term;
    }

    private static double edge(Messages messages, int edge, Scratch scratch) {
        int at = messages.layout.messageAt[edge];
        int k = messages.layout.messageAt[edge + 1] - at;
        for (int s = 0; s < k; s++) {
            scratch.partial[s] = messages.logToFactor(at + s) + messages.logToVariable(at + s);
        }
        return messages.objective.logTotal(scratch.partial, 0, k);
    }
}
