package org.deciban.factorgraph.io;

/** What a format skips between words. */
enum Comments {
    /** From two slashes to the end of the line, or between slash-star and star-slash; both also end a word. */
    SLASHES {
        @Override
        boolean startsAt(TextCursor text) {
            return text.peek() == '/' && (text.peekSecond() == '/' || text.peekSecond() == '*');
        }

        @Override
        void skip(TextCursor text) {
            if (text.peekSecond() == '/') {
                skipLine(text);
            } else {
                skipBlock(text);
            }
        }
    },

    /** From a hash to the end of the line; it also ends a word. */
    HASH {
        @Override
        boolean startsAt(TextCursor text) {
            return text.peek() == '#';
        }

        @Override
        void skip(TextCursor text) {
            skipLine(text);
        }
    };

    /** Whether a comment comes next. */
    abstract boolean startsAt(TextCursor text);

    /** Moves past the comment that comes next. */
    abstract void skip(TextCursor text);

    /** Moves to the next character that is not blank and not in a comment. */
    void skipBlanks(TextCursor text) {
        while (true) {
            int c = text.peek();
            if (c != TextCursor.END && Character.isWhitespace(c)) {
                text.advance();
            } else if (startsAt(text)) {
                skip(text);
            } else {
                return;
            }
        }
    }

    private static void skipLine(TextCursor text) {
        while (text.peek() != TextCursor.END && text.peek() != '\n' && text.peek() != '\r') {
            text.advance();
        }
    }

    private static void skipBlock(TextCursor text) {
        Position start = text.position();
        text.advance();
        text.advance();
        while (!(text.peek() == '*' && text.peekSecond() == '/')) {
            if (text.peek() == TextCursor.END) {
                throw FormatProblems.one(
                        text.name(), start, "'*/' after this comment", "the end of the file", "", null);
            }
            text.advance();
        }
        text.advance();
        text.advance();
    }
}
