package org.deciban.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object. Numbers have 17 significant digits unless they ask for less; what is not finite or not there is null. */
final class Json {
    private final JsonGenerator generator;

    private Json(JsonGenerator generator) {
        this.generator = generator;
    }

    /** Part of an object or array. */
    interface Content {
        void write() throws IOException;
    }

    /** What an object holds, given its writer. */
    interface Body {
        void write(Json json) throws IOException;
    }

    /** Prints an object and a line end, or nothing at all if the body throws. */
    static void print(PrintStream out, Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text).setPrettyPrinter(layout())) {
            Json json = new Json(generator);
            generator.writeStartObject();
            body.write(json);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println(text);
    }

    private static DefaultPrettyPrinter layout() {
        return new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER));
    }

    void text(String key, @Nullable String value) throws IOException {
        generator.writeStringField(key, value);
    }

    void number(String key, double value) throws IOException {
        generator.writeFieldName(key);
        number(value);
    }

    void number(String key, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            number(key, value.getAsDouble());
        } else {
            generator.writeNullField(key);
        }
    }

    void count(String key, long value) throws IOException {
        generator.writeNumberField(key, value);
    }

    void count(String key, OptionalInt value) throws IOException {
        if (value.isPresent()) {
            count(key, value.getAsInt());
        } else {
            generator.writeNullField(key);
        }
    }

    void flag(String key, boolean value) throws IOException {
        generator.writeBooleanField(key, value);
    }

    void nothing(String key) throws IOException {
        generator.writeNullField(key);
    }

    void object(String key, Content content) throws IOException {
        generator.writeFieldName(key);
        object(content);
    }

    /** An object as an element of an array. */
    void object(Content content) throws IOException {
        generator.writeStartObject();
        content.write();
        generator.writeEndObject();
    }

    void array(String key, Content content) throws IOException {
        generator.writeArrayFieldStart(key);
        content.write();
        generator.writeEndArray();
    }

    /** A number as an element of an array. */
    void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            generator.writeNumber(Numbers.full(value));
        } else {
            generator.writeNull();
        }
    }

    /** A number in as few digits as tell it from its neighbours. */
    void brief(String key, double value) throws IOException {
        generator.writeFieldName(key);
        brief(value);
    }

    /** The same as an element of an array. */
    void brief(double value) throws IOException {
        if (Double.isFinite(value)) {
            generator.writeNumber(value);
        } else {
            generator.writeNull();
        }
    }

    /** A string as an element of an array. */
    void text(String value) throws IOException {
        generator.writeString(value);
    }
}
