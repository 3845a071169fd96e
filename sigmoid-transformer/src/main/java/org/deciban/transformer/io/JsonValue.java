package org.deciban.transformer.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A JSON value, immutable. */
public sealed interface JsonValue {
    /** {@code an object}, {@code a number} …, for messages. */
    String kind();

    /**
     * An object.
     *
     * @param fields by key, in the order in which they are written
     */
    record JsonObject(Map<String, JsonValue> fields) implements JsonValue {
        /** Copies the map. */
        public JsonObject {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** The object without fields. */
        public static JsonObject empty() {
            return new JsonObject(Map.of());
        }

        /** Equal when keys, values and their order are: order is what a file keeps. */
        @Override
        public boolean equals(Object other) {
            return other instanceof JsonObject that
                    && List.copyOf(fields.entrySet()).equals(List.copyOf(that.fields.entrySet()));
        }

        @Override
        public int hashCode() {
            return fields.hashCode();
        }

        @Override
        public String kind() {
            return "an object";
        }
    }

    /**
     * A list.
     *
     * @param entries the entries in order
     */
    record JsonList(List<JsonValue> entries) implements JsonValue {
        /** Copies the list. */
        public JsonList {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A string.
     *
     * @param text its characters, unescaped
     */
    record JsonText(String text) implements JsonValue {
        @Override
        public String kind() {
            return "the string \"" + text + "\"";
        }
    }

    /**
     * A number, kept as it is written so that no digit is lost.
     *
     * @param numeral a JSON numeral of at most 1000 characters
     */
    record JsonNumber(String numeral) implements JsonValue {
        private static final Pattern NUMERAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

        /**
         * @throws IllegalArgumentException if it is no JSON numeral
         */
        public JsonNumber {
            if (numeral.length() > 1000 || !NUMERAL.matcher(numeral).matches()) {
                throw new IllegalArgumentException("not a JSON number of at most 1000 characters: " + numeral);
            }
        }

        /** An integer. */
        public static JsonNumber of(long value) {
            return new JsonNumber(Long.toString(value));
        }

        /**
         * A number in the shortest decimal form that gives it back.
         *
         * @throws IllegalArgumentException if NaN or infinite
         */
        public static JsonNumber of(double value) {
            return new JsonNumber(Double.toString(value));
        }

        @Override
        public String kind() {
            return numeral;
        }
    }

    /**
     * A truth value.
     *
     * @param value which
     */
    record JsonBoolean(boolean value) implements JsonValue {
        @Override
        public String kind() {
            return Boolean.toString(value);
        }
    }

    /** The null of JSON. */
    record JsonNull() implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }
}
