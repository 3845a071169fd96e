package org.deciban.factorgraph.io;

/**
 * A {@code property} line. Its text is free, so it is passed over by its end alone: a semicolon, or the closing brace
 * of the block where a writer left the semicolon out.
 *
 * <p>A quote counts only before or after something that is not a letter or digit, and a comment only after a blank:
 * {@code 5" pipe} and {@code http://host} are text.
 */
final class BifProperty {
    private static final int KEPT = 80;

    private final TextCursor text;
    private final StringBuilder kept = new StringBuilder();

    BifProperty(TextCursor text) {
        this.text = text;
    }

    /** Moves past the property. */
    void skip() {
        Position start = text.position();
        int openBraces = 0;
        boolean quoted = false;
        int previous = ' ';
        while (true) {
            int c = text.peek();
            if (c == TextCursor.END) {
                throw FormatProblems.one(
                        text.name(), start, "';' after this property", "the end of the file", "", null);
            }
            if (!quoted && Character.isWhitespace(previous) && Comments.SLASHES.startsAt(text)) {
                Comments.SLASHES.skip(text);
                continue;
            }
            if (c == '"' && (quoted || !Character.isLetterOrDigit(previous))) {
                quoted = !quoted;
            } else if (!quoted && c == '}' && openBraces == 0) {
                return;
            } else if (!quoted) {
                openBraces += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
            text.advance();
            if (!quoted && c == ';') {
                return;
            }
            keep(c);
            previous = c;
        }
    }

    private void keep(int c) {
        if (kept.length() < KEPT && c != '"') {
            kept.append((char) c);
        }
    }

    /** The start of the text, without quotes. */
    String text() {
        return kept.toString().strip();
    }

    /** Whether the property names a function, as {@code function max} does for a noisy-max. */
    boolean isFunction() {
        return text().startsWith("function");
    }
}
