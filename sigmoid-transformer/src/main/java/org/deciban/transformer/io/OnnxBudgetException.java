package org.deciban.transformer.io;

/** A program whose ONNX file, or whose execution, would take more memory than it may; nothing of that size was allocated. */
public final class OnnxBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long bytes;
    private final long mostBytes;

    /**
     * What is too large.
     *
     * @param what e.g. {@code the ONNX file of 97 tokens × 74 dimensions}
     * @param bytes the bytes it would take
     * @param mostBytes the bytes it may take
     * @param hint a way out, a sentence that starts with "Maybe"
     */
    public OnnxBudgetException(String what, long bytes, long mostBytes, String hint) {
        super(what + " would take " + bytes + " bytes, over the budget of " + mostBytes + ". " + hint);
        this.bytes = bytes;
        this.mostBytes = mostBytes;
    }

    /** The bytes it would take. */
    public long bytes() {
        return bytes;
    }

    /** The bytes it may take. */
    public long mostBytes() {
        return mostBytes;
    }
}
