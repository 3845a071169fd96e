package org.deciban.factorgraph.io;

/**
 * Refuses tables that the virtual machine has no room for before they are allocated: a file of one line can ask for a
 * table of 2^60 entries.
 */
final class TableBudget {
    /** A number costs its own eight bytes, and as much again in each of two copies while a factor is made. */
    private static final int BYTES_PER_NUMBER = 3 * Double.BYTES;

    static final String EXPECTED = "tables that fit into memory";
    static final String HINT = "Maybe raise the heap with -Xmx?";

    private long left = Math.min(Runtime.getRuntime().maxMemory() / BYTES_PER_NUMBER, Integer.MAX_VALUE - 8);

    /** Whether there is room for that many more numbers; if so they are taken. */
    boolean claim(long numbers) {
        boolean fits = numbers <= left;
        if (fits) {
            left -= numbers;
        }
        return fits;
    }
}
