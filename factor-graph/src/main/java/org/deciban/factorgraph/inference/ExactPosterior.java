package org.deciban.factorgraph.inference;

import org.deciban.factorgraph.Marginals;

/**
 * The posterior of every variable given evidence, and how likely the evidence is.
 *
 * @param marginals {@code P(v | evidence)} of every variable of the graph, in its order; an observed variable's is one-hot
 * @param logEvidence natural logarithm of {@code Σ_x Π_f f(x) Π_v e_v(x_v)}, the sum over all joint assignments of the
 *     product of all factors and likelihoods, not divided by anything; for a Bayesian network whose rows sum to one it is
 *     {@code ln P(evidence)}. Always finite
 */
public record ExactPosterior(Marginals marginals, double logEvidence) {
    public ExactPosterior {
        if (!(logEvidence > Double.NEGATIVE_INFINITY && logEvidence < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("logEvidence is " + logEvidence + ", not a finite number");
        }
    }
}
