package org.deciban.factorgraph.io;

import java.io.IOException;
import java.io.Reader;

/** The characters of a text one after the other, each with its place; holds a few thousand at a time. */
final class TextCursor {
    static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final Reader reader;
    private final char[] buffer = new char[1 << 14];
    private int next;
    private int limit;
    private boolean ended;
    private int line = 1;
    private int column = 1;

    TextCursor(String name, Reader reader) {
        this.name = name;
        this.reader = reader;
        if (peek() == BYTE_ORDER_MARK) {
            next++;
        }
    }

    /** What the caller calls the text. */
    String name() {
        return name;
    }

    /** The place of {@link #peek()}. */
    Position position() {
        return new Position(line, column);
    }

    /** The next character, or {@link #END}. */
    int peek() {
        return has(1) ? buffer[next] : END;
    }

    /** The character after the next, or {@link #END}. */
    int peekSecond() {
        return has(2) ? buffer[next + 1] : END;
    }

    /** Moves past the next character, which must be there. */
    void advance() {
        char c = buffer[next];
        // CR LF is one line end, counted at its LF.
        if (c == '\n' || (c == '\r' && peekSecond() != '\n')) {
            line++;
            column = 1;
        } else {
            column++;
        }
        next++;
    }

    private boolean has(int count) {
        return limit - next >= count || fill(count);
    }

    private boolean fill(int count) {
        System.arraycopy(buffer, next, buffer, 0, limit - next);
        limit -= next;
        next = 0;
        while (limit < count && !ended) {
            int read = read();
            if (read < 0) {
                ended = true;
            } else {
                limit += read;
            }
        }
        return limit >= count;
    }

    private int read() {
        try {
            return reader.read(buffer, limit, buffer.length - limit);
        } catch (IOException e) {
            // A broken gzip stream ends here too: the text so far was good.
            throw FormatProblems.one(
                    name, position(), "more of the file", "an input error: " + e, "Maybe the file was cut short?", e);
        }
    }
}
