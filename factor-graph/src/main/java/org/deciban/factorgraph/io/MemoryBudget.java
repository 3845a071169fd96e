package org.deciban.factorgraph.io;

import java.util.List;
import java.util.function.Supplier;
import org.deciban.factorgraph.Variable;

/**
 * Refuses a file that asks for more memory than there is, before the memory is taken: one line can ask for a table of
 * 2^60 entries, and a packed file of a megabyte can hold a billion names. Half of the memory is left to the caller. The
 * unit is what a number of a table costs.
 */
final class MemoryBudget {
    /** A number costs its own eight bytes, and as much again in the copy while a factor is made. */
    private static final int UNIT = 2 * Double.BYTES;

    /** A name: its text, its place, and the list or set that holds it. */
    private static final int NAME = 8;

    /** A declaration, row or factor: what it holds beside names and numbers. */
    private static final int BLOCK = 12;

    private final String file;
    private final Supplier<Position> here;
    private long left = Runtime.getRuntime().maxMemory() / 2 / UNIT;

    /**
     * @param here where the reader stands, asked when there is no room
     */
    MemoryBudget(String file, Supplier<Position> here) {
        this.file = file;
        this.here = here;
    }

    /** Takes room for a number. */
    void claimNumber() {
        claim(1, "more numbers");
    }

    /** Takes room for a name. */
    void claimName() {
        claim(NAME, "more names");
    }

    /** Takes room for a declaration, row or factor, beside its names and numbers. */
    void claimBlock() {
        claim(BLOCK, "more declarations");
    }

    /** Takes room for the states of a variable that have no names in the file. */
    void claimStates(int count) {
        claim((long) NAME * count, "a variable of " + count + " states");
    }

    private void claim(long units, String what) {
        if (!take(units)) {
            throw exceeded(here.get(), what);
        }
    }

    /**
     * Takes room for a table.
     *
     * @return the number of its entries
     */
    int claimTable(Position at, List<Variable> scope) {
        long cells = 1;
        for (Variable variable : scope) {
            cells = Math.min(cells * variable.cardinality(), Integer.MAX_VALUE);
        }
        // The longest array is a little shorter than the greatest int.
        if (cells > Integer.MAX_VALUE - 8 || !take(cells)) {
            throw exceeded(at, "a table over " + scope);
        }
        return (int) cells;
    }

    private boolean take(long units) {
        boolean fits = units <= left;
        left -= fits ? units : 0;
        return fits;
    }

    private FormatException exceeded(Position at, String what) {
        return FormatProblems.one(file, at, "what fits into memory", what, "Maybe raise the heap with -Xmx?", null);
    }
}
