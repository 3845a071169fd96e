package org.deciban.factorgraph.inference;

/** What a factor does with the rows that agree on a state. */
public enum Objective {
    /** Sums them. On a tree the beliefs are the posteriors. */
    SUM_PRODUCT(EliminationKernel.PLUS_TIMES, EliminationKernel.LOG_SUM_EXP),

    /**
     * Takes the largest. On a tree the beliefs are the max-marginals: for each state the largest weight of a joint
     * assignment with it, normalised to sum 1 over the states.
     */
    MAX_PRODUCT(EliminationKernel.MAX_TIMES, EliminationKernel.MAX_PLUS);

    final EliminationKernel ofProbabilities;
    final EliminationKernel ofLogarithms;

    Objective(EliminationKernel ofProbabilities, EliminationKernel ofLogarithms) {
        this.ofProbabilities = ofProbabilities;
        this.ofLogarithms = ofLogarithms;
    }

    /** The logarithm of the sum, or the largest, of numbers given by their logarithms. */
    double logTotal(double[] logarithms, int at, int count) {
        return this == SUM_PRODUCT ? Logarithms.sum(logarithms, at, count) : Logarithms.max(logarithms, at, count);
    }
}
