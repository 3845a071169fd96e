package org.deciban.compiler.internal.lowering;

/** How evidence becomes the inputs of a program, and what a program outputs becomes log-beliefs. */
public interface BeliefCoding {
    /** The number of inputs of a variable; those of all variables stand one after the other. */
    int inputsOf(int variable);

    /** The least number of outputs that {@link #logBeliefs} looks at. */
    int leastOutputs();

    /**
     * What stands at the inputs.
     *
     * @param logEvidence ln of the likelihoods, {@code [variable][state]}, largest entry of a row 0, −∞ where impossible
     */
    double[] inputs(double[][] logEvidence);

    /**
     * Log-beliefs from what was read.
     *
     * @param outputs in the order of the cells of the read-out
     * @return {@code [variable][state]}, unnormalised; −∞ for a state that is impossible
     */
    double[][] logBeliefs(double[] outputs);
}
