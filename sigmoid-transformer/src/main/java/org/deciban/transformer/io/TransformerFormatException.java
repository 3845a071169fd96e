package org.deciban.transformer.io;

import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be read as tensors or as a transformer: absent, unreadable, or not of its format.
 *
 * <p>The message is {@code file: place: expected …, found …. Maybe …?}. Failures of the disk while reading are reported by this
 * exception too, with the {@link java.io.IOException} as its cause.
 */
public final class TransformerFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The most of a found text that is printed. */
    private static final int LONGEST_TEXT = 120;

    private final String file;
    private final String place;

    /**
     * A fault of a file.
     *
     * @param file the file, as the caller named it
     * @param place where in the file: a byte of the header, a tensor and its entry, or a key of the config; empty for the whole
     * @param expected what the format asks for
     * @param found what the file has
     * @param hint a sentence that starts with "Maybe", or the empty string
     */
    public TransformerFormatException(String file, String place, String expected, String found, String hint) {
        this(file, place, expected, found, hint, null);
    }

    TransformerFormatException(
            String file, String place, String expected, String found, String hint, @Nullable Throwable cause) {
        super(
                file + ": " + (place.isEmpty() ? "" : printable(place) + ": ") + "expected " + expected + ", found "
                        + printable(found) + (hint.isEmpty() ? "" : ". " + hint),
                cause);
        this.file = file;
        this.place = place;
    }

    /** The file, as the caller named it. */
    public String file() {
        return file;
    }

    /** Where in the file; empty where the file as a whole is meant. */
    public String place() {
        return place;
    }

    /** Abbreviated, and control characters replaced: what is found may be any bytes. */
    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "·");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }
}
