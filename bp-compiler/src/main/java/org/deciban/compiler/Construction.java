package org.deciban.compiler;

/** How belief propagation becomes weights. */
public enum Construction {
    /** Row attention: any arity, any number of states; attention weights are posteriors over table rows. */
    ROWS
}
