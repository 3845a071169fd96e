package org.deciban.tunnels.learned;

/** What the distribution of a model is compared with where it is asked. */
public enum TrainingTarget {
    /** The cross-entropy against what came out, in nats: all that a learner is told outside a laboratory. */
    LABELS,
    /** The cross-entropy against the exact posterior, in nats. */
    POSTERIOR,
    /** The mean squared difference to the exact posterior, over positions and outcomes. */
    SQUARED_ERROR
}
