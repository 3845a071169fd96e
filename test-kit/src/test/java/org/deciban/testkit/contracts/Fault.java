package org.deciban.testkit.contracts;

/** What an implementation of belief propagation does wrong. */
public enum Fault {
    /** Nothing. */
    NONE,
    /** A message to a factor holds what that factor said: beliefs are sent, not messages. */
    ECHOING_BELIEFS,
    /** A table is read with its first variable fastest. */
    UNTRANSPOSED_FACTOR,
    /** Factors of one variable are left out. */
    DROPPED_PRIOR,
    /** What is said to hold after a round held before it. */
    ONE_ROUND_LATE,
    /** Evidence enters the messages and not the belief of the variable that it is about. */
    UNCLAMPED_EVIDENCE
}
