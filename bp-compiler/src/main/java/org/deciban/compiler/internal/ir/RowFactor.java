package org.deciban.compiler.internal.ir;

/**
 * A factor as the list of its possible joint states.
 *
 * <p>A factor has slots, each bound to a variable, and rows. Row {@code r} gives every slot a state and stands for the
 * log-potential {@code ln f} of that assignment; an assignment without a row has potential zero.
 */
public final class RowFactor {
    private final String name;
    private final int[] variables;
    private final int[] states;
    private final double[] logPotentials;

    /**
     * @param name for messages and provenance
     * @param variables the variable index of each slot, all different; copied
     * @param states the state of each slot in each row, {@code [row · slots + slot]}; copied
     * @param logPotentials ln of the potential of each row, finite; at least one row; copied
     */
    public RowFactor(String name, int[] variables, int[] states, double[] logPotentials) {
        if (logPotentials.length == 0 || states.length != logPotentials.length * variables.length) {
            throw new IllegalArgumentException("row factor " + name + " has " + logPotentials.length + " rows, "
                    + variables.length + " slots and " + states.length + " states");
        }
        this.name = name;
        this.variables = variables.clone();
        this.states = states.clone();
        this.logPotentials = logPotentials.clone();
    }

    /** What messages and provenance call it. */
    public String name() {
        return name;
    }

    /** The number of slots. */
    public int slots() {
        return variables.length;
    }

    /** The number of rows. */
    public int rows() {
        return logPotentials.length;
    }

    /** The index of the variable that a slot is bound to. */
    public int variable(int slot) {
        return variables[slot];
    }

    /** The variable indices of the slots. */
    public int[] scope() {
        return variables.clone();
    }

    /** The state of a slot in a row. */
    public int state(int row, int slot) {
        return states[row * variables.length + slot];
    }

    /** ln of the potential of a row; finite. */
    public double logPotential(int row) {
        return logPotentials[row];
    }

    /** The largest log-potential of any row. */
    public double maxLogPotential() {
        double max = Double.NEGATIVE_INFINITY;
        for (double logPotential : logPotentials) {
            max = Math.max(max, logPotential);
        }
        return max;
    }

    @Override
    public String toString() {
        return name + " (" + slots() + " slots, " + rows() + " rows)";
    }
}
