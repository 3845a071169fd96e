package org.deciban.factorgraph.io;

/**
 * Words, numbers and punctuation, with blanks and comments skipped before each.
 *
 * <p>What ends a word depends on where it stands, so the caller says: {@code |} separates parents, but is a character
 * of a state's name.
 */
final class Tokens {
    /** Far longer than any name in use; a file of another kind should not be read into one word. */
    private static final int LONGEST_WORD = 1 << 16;

    private static final String PUNCTUATION = "{}()[];,|";
    private static final String NOT_TEXT = "Maybe the file is not text in UTF-8?";

    private final TextCursor text;
    private final Comments comments;

    Tokens(TextCursor text, Comments comments) {
        this.text = text;
        this.comments = comments;
    }

    /** The next character that is not blank or comment, not consumed; {@link TextCursor#END} at the end. */
    int peek() {
        comments.skipBlanks(text);
        return text.peek();
    }

    /** The place of {@link #peek()}. */
    Position position() {
        comments.skipBlanks(text);
        return text.position();
    }

    /** Consumes the character if it is next. */
    boolean skip(char wanted) {
        boolean there = peek() == wanted;
        if (there) {
            text.advance();
        }
        return there;
    }

    /** Consumes the character, which must be next. */
    void expect(char wanted) {
        if (!skip(wanted)) {
            throw unexpected("'" + wanted + "'", "");
        }
    }

    /** A word up to a blank, a comment or one of the delimiters, or a quoted one; not empty. */
    String word(String delimiters, String expected) {
        int first = peek();
        if (first == '"') {
            return quoted();
        }
        StringBuilder word = new StringBuilder();
        while (continuesWord(delimiters)) {
            append(word, text.peek());
        }
        if (word.isEmpty()) {
            throw unexpected(expected, "");
        }
        return word.toString();
    }

    private boolean continuesWord(String delimiters) {
        int c = text.peek();
        return c != TextCursor.END
                && !Character.isWhitespace(c)
                && delimiters.indexOf(c) < 0
                && !comments.startsAt(text);
    }

    private String quoted() {
        Position start = text.position();
        text.advance();
        StringBuilder word = new StringBuilder();
        while (text.peek() != '"') {
            int c = text.peek();
            if (c == TextCursor.END || c == '\n' || c == '\r') {
                throw fail(start, "a closing quote on this line", Excerpt.of("\"" + word), "");
            }
            append(word, c);
        }
        text.advance();
        return word.toString();
    }

    private void append(StringBuilder word, int c) {
        if (c == '\uFFFD' || (Character.isISOControl(c) && c != '\t')) {
            throw fail(text.position(), "text in UTF-8", Excerpt.of(Character.toString(c)), NOT_TEXT);
        }
        if (word.length() == LONGEST_WORD) {
            throw fail(
                    text.position(),
                    "a word of at most " + LONGEST_WORD + " characters",
                    Excerpt.of(word.toString()),
                    "");
        }
        word.append((char) c);
        text.advance();
    }

    /** A finite number ≥ 0. */
    double weight(String delimiters, String expected) {
        Position at = position();
        String word = word(delimiters, expected);
        double value = Decimals.weight(word);
        if (Double.isNaN(value)) {
            throw fail(at, "a finite number ≥ 0", Excerpt.of(word), "");
        }
        return value;
    }

    /** An integer from {@code least} to {@code most}. */
    int integer(String delimiters, String expected, int least, int most) {
        Position at = position();
        String word = word(delimiters, expected);
        try {
            int value = Integer.parseInt(word);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of range.
        }
        throw fail(at, expected, Excerpt.of(word), "");
    }

    /** The exception for what comes next not being what was expected. */
    FormatException unexpected(String expected, String hint) {
        Position at = position();
        if (text.peek() == TextCursor.END) {
            return fail(at, expected, "the end of the file", "Maybe the file was cut short?");
        }
        StringBuilder found = new StringBuilder();
        boolean word = PUNCTUATION.indexOf(text.peek()) < 0;
        do {
            found.append((char) text.peek());
            text.advance();
        } while (word && found.length() <= Excerpt.WORD && continuesWord(PUNCTUATION));
        boolean garbled = found.chars().anyMatch(c -> c == '\uFFFD' || Character.isISOControl(c));
        return fail(at, expected, Excerpt.of(found.toString()), garbled ? NOT_TEXT : hint);
    }

    /** The exception for a fault at a place. */
    FormatException fail(Position at, String expected, String found, String hint) {
        return FormatProblems.one(text.name(), at, expected, found, hint, null);
    }
}
