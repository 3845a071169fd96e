package org.deciban.compiler;

import java.util.Arrays;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Variable;

/** Between probabilities and their logarithms. */
final class LogDomain {
    private LogDomain() {}

    /** ln e_v, shifted so that the largest entry is 0: only ratios move beliefs, and the constructions want entries ≤ 0. */
    static double[] logEvidence(double[] likelihood) {
        double logMax = Math.log(Arrays.stream(likelihood).max().orElseThrow());
        return Arrays.stream(likelihood).map(l -> Math.log(l) - logMax).toArray();
    }

    /**
     * The distribution whose logarithms, up to a constant, these are.
     *
     * @throws ImpossibleEvidenceException if all are −∞
     */
    static double[] belief(double[] logBelief, Variable variable, Evidence evidence) {
        double max = Arrays.stream(logBelief).max().orElseThrow();
        if (max == Double.NEGATIVE_INFINITY) {
            throw new ImpossibleEvidenceException(evidence, "every state of " + variable + " is ruled out");
        }
        double[] belief = Arrays.stream(logBelief).map(l -> Math.exp(l - max)).toArray();
        double sum = Arrays.stream(belief).sum();
        return Arrays.stream(belief).map(p -> p / sum).toArray();
    }
}
