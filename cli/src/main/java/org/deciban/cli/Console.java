package org.deciban.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a command writes, and reads what is no file. */
final class Console {
    /** Set by the launcher, which can ask whether standard error is a terminal; Java can only ask about all streams. */
    private static final String TERMINAL_PROPERTY = "deciban.terminal";

    private final InputStream in;
    private final AnswerStream answer;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    /**
     * @param out takes the answer and nothing else
     * @param err takes messages, warnings and progress
     * @param terminal whether a person watches {@code err}
     */
    Console(OutputStream out, OutputStream err, boolean terminal) {
        this(InputStream.nullInputStream(), out, err, terminal);
    }

    /** @param in what is typed or piped */
    Console(InputStream in, OutputStream out, OutputStream err, boolean terminal) {
        this.in = in;
        this.answer = new AnswerStream(out);
        // UTF-8 whatever the locale, as JSON asks for.
        this.out = new PrintStream(answer, true, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    /** The streams of this process. */
    static Console system() {
        String told = System.getProperty(TERMINAL_PROPERTY);
        boolean terminal = told == null ? System.console() != null : Boolean.parseBoolean(told);
        return new Console(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                terminal);
    }

    /** What is typed or piped. */
    InputStream in() {
        return in;
    }

    /** Takes the answer and nothing else. */
    PrintStream out() {
        return out;
    }

    /** Takes messages, warnings and progress. */
    PrintStream err() {
        return err;
    }

    /** Whether a person watches {@link #err()}. */
    boolean terminal() {
        return terminal;
    }

    /** Writes a message for a person. */
    void say(String message) {
        err.println("deciban: " + message);
    }

    /** Why the answer could not be written, if it could not. */
    Optional<IOException> findFailure() {
        out.flush();
        return answer.findFailure();
    }
}
