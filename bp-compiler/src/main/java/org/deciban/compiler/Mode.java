package org.deciban.compiler;

/** What the forward pass promises. */
public enum Mode {
    /** The beliefs are the exact posteriors. */
    EXACT,
    /** The beliefs are those of loopy belief propagation after the stated number of rounds. */
    LOOPY
}
