package org.deciban.compiler;

/** What is asked of the model. */
public enum Task {
    /** Sum-product: the marginal distribution of every variable. */
    MARGINALS,
    /** Max-product: max-marginals, whose largest entry is the variable's state in a most probable joint assignment. */
    MAP
}
