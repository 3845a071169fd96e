package org.deciban.factorgraph.knowledge;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands in the place of an argument: a variable or a constant. There are no functions. */
public sealed interface Term {
    /** The name of the variable, if it is one. */
    default Stream<String> variables() {
        return Stream.empty();
    }

    /**
     * A variable of a clause.
     *
     * @param name as written; anonymous variables are numbered, {@code _#1}
     */
    record Variable(String name) implements Term {
        @Override
        public Stream<String> variables() {
            return Stream.of(name);
        }

        @Override
        public String toString() {
            return name.startsWith("_#") ? "_" : name;
        }
    }

    /** Something that the knowledge base talks about. Constants of different kinds differ: 1, 1.0 and '1' are three. */
    sealed interface Constant extends Term {}

    /** A name, as {@code ann}, or in quotes what begins with another letter. */
    record Name(String name) implements Constant {
        private static final Pattern PLAIN = Pattern.compile("[\\p{Ll}\\p{Lo}][\\p{L}\\p{Nd}_]*");

        /** In quotes where the reader of programs needs them. */
        @Override
        public String toString() {
            return quoted(name);
        }

        static String quoted(String name) {
            return PLAIN.matcher(name).matches()
                    ? name
                    : "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
    }

    /** A whole number. */
    record Whole(long value) implements Constant {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A number with a point. */
    record Decimal(double value) implements Constant {
        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /** Text in double quotes. */
    record Text(String text) implements Constant {
        @Override
        public String toString() {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }
}
