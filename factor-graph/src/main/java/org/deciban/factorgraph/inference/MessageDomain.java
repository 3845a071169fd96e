package org.deciban.factorgraph.inference;

/** How messages are kept. */
public enum MessageDomain {
    /** As logarithms; ln 0 is −∞. Nothing underflows. */
    LOG,

    /**
     * As probabilities: faster, five times on binary grids, hardly on large tables. Entries below 1e-290 of the largest are
     * out of range. Where one would come up, belief propagation starts again in {@link #LOG} and says so in its result.
     */
    PROBABILITY
}
