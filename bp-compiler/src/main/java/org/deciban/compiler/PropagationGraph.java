package org.deciban.compiler;

/** The graph on which a model's rounds are belief propagation. */
public enum PropagationGraph {
    /** The graph itself, as it was declared. */
    DECLARED,
    /** A junction tree of it. */
    JUNCTION_TREE,
    /** The graph with gates of many inputs split, which gives it more variables. */
    SPLIT_GATES,
    /** Chains, of which one round is all: the forward and backward algorithm. */
    CHAINS
}
