package org.deciban.transformer.io;

/**
 * A file that cannot be used as an exported program: absent, damaged, or of another shape than wanted.
 *
 * <p>The message is one line {@code file: expected …, found …. Maybe …?}, with the byte where that is known.
 */
public final class OnnxFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    /**
     * A problem with the file as a whole.
     *
     * @param file the file, as the caller named it
     * @param problem what was expected and found, with a way out
     */
    public OnnxFormatException(String file, String problem) {
        super(file + ": " + problem);
        this.file = file;
        this.offset = -1;
    }

    /** A problem at a byte of the file, from 0. */
    public OnnxFormatException(String file, long offset, String problem) {
        super(file + ": byte " + offset + ": " + problem);
        this.file = file;
        this.offset = offset;
    }

    /** The file, as the caller named it. */
    public String file() {
        return file;
    }

    /** The byte at which the problem lies, from 0, or −1 if the file as a whole is meant. */
    public long offset() {
        return offset;
    }
}
