package org.deciban.factorgraph.io;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Stops an XML parser that collects one comment or one section of text without end: the parser holds it whole before it
 * can be asked anything.
 */
final class BoundedReader extends FilterReader {
    /** A parser that doubles its buffer holds a text of two-byte characters up to three times. */
    private static final long LONGEST_EVENT = Runtime.getRuntime().maxMemory() / 16;

    private long sinceEvent;

    BoundedReader(Reader in) {
        super(in);
    }

    /** Counts from here: the parser has given back what it held. */
    void startEvent() {
        sinceEvent = 0;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        sinceEvent += Math.max(read, 0);
        if (sinceEvent > LONGEST_EVENT) {
            throw new IOException("a text or comment of more than " + LONGEST_EVENT + " characters");
        }
        return read;
    }
}
