package org.deciban.factorgraph.inference;

/** Arrays that one thread overwrites while it computes messages, so that no round allocates. */
final class Scratch {
    /** One entry per state of a variable. */
    final double[] partial;

    /** The messages of one factor, and the tables on the way to them. */
    final FactorSending sending;

    /** Whether {@link #sending} holds logarithms. */
    boolean inLogarithms;

    private double[] logTable = {};

    Scratch(EdgeLayout layout) {
        this.partial = new double[layout.largestCardinality()];
        this.sending = new FactorSending(layout);
    }

    /** Room for the logarithms of a table. */
    double[] logTable(int size) {
        if (logTable.length < size) {
            logTable = new double[size];
        }
        return logTable;
    }
}
