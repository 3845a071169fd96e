package org.deciban.factorgraph.inference;

/** How messages are kept. */
public enum MessageDomain {
    /** As logarithms; ln 0 is −∞. Nothing underflows. */
    LOG,

    /**
     * As probabilities. About four times faster, but entries below 1e-290 of the largest cannot be told from zero. Where
     * one would come up, belief propagation starts again in {@link #LOG} and says so in its result.
     */
    PROBABILITY
}
