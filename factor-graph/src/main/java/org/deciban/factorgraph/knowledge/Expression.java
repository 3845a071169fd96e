package org.deciban.factorgraph.knowledge;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Arithmetic over terms. */
public sealed interface Expression {
    /** The names of the variables that occur, in that order. */
    Stream<String> variables();

    /** A term by itself. */
    record Operand(Term term) implements Expression {
        @Override
        public Stream<String> variables() {
            return term.variables();
        }

        @Override
        public String toString() {
            return term.toString();
        }
    }

    /**
     * A function of {@link Arithmetic}.
     *
     * @param function its symbol, {@code +} or {@code max}
     */
    record Application(String function, List<Expression> arguments) implements Expression {
        /** Copies the list. */
        public Application {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Stream<String> variables() {
            return arguments.stream().flatMap(Expression::variables);
        }

        @Override
        public String toString() {
            return arguments.stream().map(Expression::toString).collect(Collectors.joining(",", function + "(", ")"));
        }
    }
}
