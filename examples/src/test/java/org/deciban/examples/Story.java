package org.deciban.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/** What an example prints, and what is checked in beside its test. */
public final class Story {
    private Story() {}

    /** What is printed, with {@code \n} at the ends of lines. */
    public static String told(Consumer<PrintStream> example) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        example.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** The file {@code expected.txt} of a test, with {@code \n} at the ends of lines. */
    public static String expected(Class<?> test) {
        try (InputStream stream = Objects.requireNonNull(test.getResourceAsStream("expected.txt"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
