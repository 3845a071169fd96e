package org.deciban.transformer.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;

/**
 * A JSON value and its place, for reading it with faults that say where they are.
 *
 * @param file the file, as the caller named it
 * @param place where the value stands, e.g. {@code config, blocks[0].heads[1].d_k}
 * @param value the value
 */
public record JsonAt(String file, String place, JsonValue value) {

    /**
     * The value of a key.
     *
     * @throws TransformerFormatException if this is no object, or lacks the key
     */
    public JsonAt get(String key) {
        return find(key).orElseThrow(() -> fault("the key " + key, "the keys " + object().keySet(), ""));
    }

    /**
     * The value of a key, or empty.
     *
     * @throws TransformerFormatException if this is no object
     */
    public Optional<JsonAt> find(String key) {
        return Optional.ofNullable(object().get(key)).map(field -> new JsonAt(file, inside("." + key), field));
    }

    /**
     * This, if it is an object that has no other keys.
     *
     * @throws TransformerFormatException naming the first key that is not known
     */
    public JsonAt requireOnly(List<String> keys) {
        for (String key : object().keySet()) {
            if (!keys.contains(key)) {
                throw fault("no keys but " + keys, "the key " + key, "Maybe the file was written by a later version?");
            }
        }
        return this;
    }

    /**
     * The keys of an object, in order.
     *
     * @throws TransformerFormatException if this is no object
     */
    public List<String> keys() {
        return List.copyOf(object().keySet());
    }

    /**
     * The entries of a list.
     *
     * @throws TransformerFormatException if this is no list
     */
    public List<JsonAt> list() {
        if (!(value instanceof JsonList list)) {
            throw fault("a list", value.kind(), "");
        }
        List<JsonAt> entries = new ArrayList<>();
        for (int i = 0; i < list.entries().size(); i++) {
            entries.add(new JsonAt(file, inside("[" + i + "]"), list.entries().get(i)));
        }
        return entries;
    }

    /**
     * A string.
     *
     * @throws TransformerFormatException if this is none
     */
    public String text() {
        if (!(value instanceof JsonText text)) {
            throw fault("a string", value.kind(), "");
        }
        return text.text();
    }

    /**
     * An integer within bounds.
     *
     * @throws TransformerFormatException if this is none
     */
    public int integer(int least, int most) {
        try {
            int integer = Integer.parseInt(numeral());
            if (integer >= least && integer <= most) {
                return integer;
            }
        } catch (NumberFormatException e) {
            // Falls through to the fault: a fraction, or beyond the range of int.
        }
        throw fault("an integer from " + least + " to " + most, value.kind(), "");
    }

    /**
     * Requires an integer that something else gives.
     *
     * @param what it is, for the message
     * @throws TransformerFormatException if this is another value
     */
    void requireEqual(long expected, String what) {
        if (whole() != expected) {
            throw fault(expected + ", " + what, value.kind(), "");
        }
    }

    /**
     * An integer from 0 to 2^63 − 1.
     *
     * @throws TransformerFormatException if this is none
     */
    public long whole() {
        try {
            long whole = Long.parseLong(numeral());
            if (whole >= 0) {
                return whole;
            }
        } catch (NumberFormatException e) {
            // Falls through to the fault.
        }
        throw fault("an integer from 0 to 2^63 − 1", value.kind(), "");
    }

    /**
     * A finite number.
     *
     * @throws TransformerFormatException if this is none
     */
    public double real() {
        double real = Double.parseDouble(numeral());
        if (!Double.isFinite(real)) {
            throw fault("a number within the range of float64", value.kind(), "");
        }
        return real;
    }

    private String numeral() {
        if (!(value instanceof JsonNumber number)) {
            throw fault("a number", value.kind(), "");
        }
        return number.numeral();
    }

    /** A fault of this value; see {@link TransformerFormatException}. */
    public TransformerFormatException fault(String expected, String found, String hint) {
        return new TransformerFormatException(file, place, expected, found, hint);
    }

    private Map<String, JsonValue> object() {
        if (!(value instanceof JsonObject object)) {
            throw fault("an object", value.kind(), "");
        }
        return object.fields();
    }

    /** The first key follows a name of the whole, e.g. {@code config, blocks}. */
    private String inside(String step) {
        return place.contains(", ") || !step.startsWith(".") ? place + step : place + ", " + step.substring(1);
    }
}
