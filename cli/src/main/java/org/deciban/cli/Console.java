package org.deciban.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param out takes the answer and nothing else
 * @param err takes messages, warnings and progress
 * @param terminal whether a person watches {@code err}
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {
    /** Set by the launcher, which can ask whether standard error is a terminal; Java can only ask about all streams. */
    private static final String TERMINAL_PROPERTY = "deciban.terminal";

    /** The streams of this process, in UTF-8 whatever the locale, as JSON asks for. */
    static Console system() {
        String told = System.getProperty(TERMINAL_PROPERTY);
        boolean terminal = told == null ? System.console() != null : Boolean.parseBoolean(told);
        return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err), terminal);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Writes a message for a person. */
    void say(String message) {
        err.println("deciban: " + message);
    }
}
