package org.deciban.transformer.io;

/** A file that would be, or is, larger than the budget; nothing of its size was allocated, and nothing written. */
public final class FileBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long bytes;
    private final long budgetBytes;

    FileBudgetException(String what, long bytes, long budgetBytes) {
        super(what + " takes " + bytes + " bytes; the budget is " + budgetBytes + " bytes. Maybe raise the budget?");
        this.bytes = bytes;
        this.budgetBytes = budgetBytes;
    }

    /** The bytes of the file. */
    public long bytes() {
        return bytes;
    }

    /** The most bytes allowed. */
    public long budgetBytes() {
        return budgetBytes;
    }
}
