package org.deciban.compiler.internal.passes;

import java.math.BigInteger;

/** A junction tree with more rows than allowed. */
public final class TreewidthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int width;
    private final BigInteger cells;

    TreewidthException(int width, BigInteger cells, long maxRows) {
        super("the junction tree has treewidth " + width + " and up to " + cells + " rows; " + maxRows
                + " are allowed");
        this.width = width;
        this.cells = cells;
    }

    /** The width of the triangulation: the variables of the largest clique, less one. */
    public int width() {
        return width;
    }

    /** The cells of all clique tables, zeros included. */
    public BigInteger cells() {
        return cells;
    }
}
