package org.deciban.transformer.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.io.JsonValue.JsonBoolean;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNull;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;

/** JSON text from values and back. The same value gives the same text. */
public final class Json {
    /** Deeper nesting would need a deeper stack; a config nests less than ten deep. */
    private static final int DEEPEST = 100;

    /** A value takes up to some hundred bytes of memory and two of a file, so their number is bounded too. */
    private static final int MOST_VALUES = 1 << 22;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(SafetensorsHeader.MOST_BYTES)
                    .maxNameLength(SafetensorsHeader.MOST_BYTES)
                    .build())
            // Interning and canonicalising of keys keep every key that was ever read.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private int values;

    private Json(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The value that a text is.
     *
     * @throws TransformerFormatException if it is not one JSON value and nothing else, an object has a key twice, or a string
     *     has half of a surrogate pair
     */
    public static JsonAt parse(String file, String place, String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            Json json = new Json(parser);
            parser.nextToken();
            JsonValue value = json.value();
            if (parser.nextToken() != null) {
                throw json.fault("nothing after the value");
            }
            return new JsonAt(file, place, value);
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
            throw new TransformerFormatException(
                    file,
                    place + ", character " + Math.max(0, at),
                    "JSON of distinct keys, nested at most " + DEEPEST + " deep",
                    withoutSource(e.getOriginalMessage()),
                    "Maybe the file is damaged?",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The parser also says where the text began, as far as it may tell. */
    private static String withoutSource(String message) {
        int source = message.indexOf(" (start marker at");
        return source < 0 ? message : message.substring(0, source);
    }

    private JsonProcessingException fault(String message) {
        return new com.fasterxml.jackson.core.JsonParseException(parser, message);
    }

    private JsonValue value() throws IOException {
        if (++values > MOST_VALUES) {
            throw fault("more than " + MOST_VALUES + " values");
        }
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw fault("the end of the text");
        }
        switch (token) {
            case START_OBJECT:
                Map<String, JsonValue> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = wellFormed(parser.currentName());
                    parser.nextToken();
                    fields.put(key, value());
                }
                return new JsonObject(fields);
            case START_ARRAY:
                List<JsonValue> entries = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    entries.add(value());
                }
                return new JsonList(entries);
            case VALUE_STRING:
                return new JsonText(wellFormed(parser.getText()));
            case VALUE_NUMBER_INT:
            case VALUE_NUMBER_FLOAT:
                return new JsonNumber(parser.getText());
            case VALUE_TRUE:
            case VALUE_FALSE:
                return new JsonBoolean(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL:
                return new JsonNull();
            default:
                throw fault("no value");
        }
    }

    private String wellFormed(String text) throws JsonProcessingException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw fault("a string with half of a surrogate pair");
        }
        return text;
    }

    /**
     * The text of a value, without blanks.
     *
     * @throws IllegalArgumentException if the value is nested too deep or has too many parts to be read again, or a string has
     *     half of a surrogate pair
     */
    public static String write(JsonValue value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            int[] written = new int[1];
            write(value, generator, 1, written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonValue value, JsonGenerator to, int depth, int[] written) throws IOException {
        if (depth > DEEPEST || ++written[0] > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "JSON must be nested at most " + DEEPEST + " deep and have at most " + MOST_VALUES + " values");
        }
        if (value instanceof JsonObject object) {
            to.writeStartObject();
            for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
                to.writeFieldName(encodable(field.getKey()));
                write(field.getValue(), to, depth + 1, written);
            }
            to.writeEndObject();
        } else if (value instanceof JsonList list) {
            to.writeStartArray();
            for (JsonValue entry : list.entries()) {
                write(entry, to, depth + 1, written);
            }
            to.writeEndArray();
        } else if (value instanceof JsonText text) {
            to.writeString(encodable(text.text()));
        } else if (value instanceof JsonNumber number) {
            to.writeNumber(number.numeral());
        } else if (value instanceof JsonBoolean flag) {
            to.writeBoolean(flag.value());
        } else {
            to.writeNull();
        }
    }

    private static String encodable(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a name has half of a surrogate pair: " + text);
        }
        return text;
    }
}
