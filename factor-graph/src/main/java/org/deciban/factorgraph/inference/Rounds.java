package org.deciban.factorgraph.inference;

/** A schedule at work on messages. */
interface Rounds extends AutoCloseable {
    /**
     * Does one round.
     *
     * @return the residual: the largest change of a probability in a factor-to-variable message
     */
    double next();

    /** Frees what the schedule holds; nothing for most. */
    @Override
    default void close() {}
}
