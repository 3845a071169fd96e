package org.deciban.compiler;

import java.util.OptionalInt;

/**
 * What a token of a compiled model stands for.
 *
 * <p>Variables and factors are those of the intermediate form; the first variables are those of the graph.
 *
 * @param kind what sort of token it is
 * @param variable the variable that it is, or that its message goes to
 * @param factor the factor that it belongs to
 * @param row the row of that factor's table
 * @param description in words, e.g. {@code message P(xray | either) → either}
 */
public record TokenOrigin(Kind kind, OptionalInt variable, OptionalInt factor, OptionalInt row, String description) {
    /** The sorts of token. */
    public enum Kind {
        /** Holds nothing, and is looked at by whoever should read nothing. */
        SINK,
        /** A variable: its evidence, and after a read-out its belief. */
        VARIABLE,
        /** A message from a factor to one of its variables. */
        MESSAGE,
        /** A row of a factor's table, as seen from one of its messages. */
        ROW
    }

    /** The sink. */
    public static TokenOrigin sink() {
        return new TokenOrigin(Kind.SINK, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), "sink");
    }

    /** The token of a variable. */
    public static TokenOrigin variable(int variable, String name) {
        return new TokenOrigin(
                Kind.VARIABLE, OptionalInt.of(variable), OptionalInt.empty(), OptionalInt.empty(), "variable " + name);
    }

    /** The token of a message. */
    public static TokenOrigin message(int factor, int variable, String edge) {
        return new TokenOrigin(
                Kind.MESSAGE, OptionalInt.of(variable), OptionalInt.of(factor), OptionalInt.empty(), "message " + edge);
    }

    /** The token of a row as seen from a message. */
    public static TokenOrigin row(int row, int factor, int variable, String edge) {
        return new TokenOrigin(
                Kind.ROW,
                OptionalInt.of(variable),
                OptionalInt.of(factor),
                OptionalInt.of(row),
                "row " + row + " of " + edge);
    }
}
