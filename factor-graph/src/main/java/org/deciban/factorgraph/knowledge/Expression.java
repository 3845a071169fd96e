package org.deciban.factorgraph.knowledge;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Arithmetic over terms. */
public sealed interface Expression {
    /** The terms that occur, in that order. */
    Stream<Term> terms();

    /** The names of the variables that occur, in that order. */
    default Stream<String> variables() {
        return terms().flatMap(Term::variables);
    }

    /** A term by itself. */
    record Operand(Term term) implements Expression {
        @Override
        public Stream<Term> terms() {
            return Stream.of(term);
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
        private static final Set<String> WORDS = Set.of("mod", "rem", "div", "xor");

        /** Copies the list. */
        public Application {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Stream<Term> terms() {
            return arguments.stream().flatMap(Expression::terms);
        }

        /** Symbols stand between their arguments, which are in parentheses where they are applications themselves. */
        @Override
        public String toString() {
            boolean symbol = !Character.isLetter(function.charAt(0)) || WORDS.contains(function);
            if (!symbol) {
                return arguments.stream()
                        .map(Expression::toString)
                        .collect(Collectors.joining(",", function + "(", ")"));
            }
            String operator = Character.isLetter(function.charAt(0)) ? " " + function + " " : function;
            return arguments.size() == 1
                    ? operator + operand(arguments.get(0))
                    : operand(arguments.get(0)) + operator + operand(arguments.get(1));
        }

        private static String operand(Expression argument) {
            boolean bare = argument instanceof Operand && !argument.toString().startsWith("-");
            return bare ? argument.toString() : "(" + argument + ")";
        }
    }
}
