package org.deciban.factorgraph.knowledge;

import java.util.Optional;
import java.util.stream.Stream;

/** A condition in the body of a clause. */
public sealed interface Literal {
    /** The names of the variables that occur, in that order. */
    Stream<String> variables();

    /** The atom, if it is about one. */
    default Optional<Atom> findAtom() {
        return Optional.empty();
    }

    /** The terms that occur in arithmetic and comparisons. */
    default Stream<Term> terms() {
        return Stream.empty();
    }

    /** The atom is true. */
    record Positive(Atom atom) implements Literal {
        @Override
        public Optional<Atom> findAtom() {
            return Optional.of(atom);
        }

        @Override
        public Stream<String> variables() {
            return atom.variables();
        }

        @Override
        public String toString() {
            return atom.toString();
        }
    }

    /** The atom is not true: it cannot be derived in the world at hand. */
    record Negative(Atom atom) implements Literal {
        @Override
        public Optional<Atom> findAtom() {
            return Optional.of(atom);
        }

        @Override
        public Stream<String> variables() {
            return atom.variables();
        }

        @Override
        public String toString() {
            return "\\+" + atom;
        }
    }

    /**
     * Two values compare; see {@link Comparison}.
     *
     * @param left arithmetic where the operator compares numbers, else a term
     */
    record Compared(Expression left, Comparison operator, Expression right) implements Literal {
        @Override
        public Stream<Term> terms() {
            return Stream.concat(left.terms(), right.terms());
        }

        @Override
        public Stream<String> variables() {
            return Stream.concat(left.variables(), right.variables());
        }

        @Override
        public String toString() {
            // Behind '<' a sign would make the arrow of a rule, and behind '=' a complement the beginning of another
            // comparison.
            String gap = right.toString().startsWith("-") || right.toString().startsWith("\\") ? " " : "";
            return left + operator.symbol() + gap + right;
        }
    }

    /** {@code value is expression}: the term is the value, an unbound variable becomes it. */
    record Assigned(Term value, Expression expression) implements Literal {
        @Override
        public Stream<Term> terms() {
            return Stream.concat(Stream.of(value), expression.terms());
        }

        @Override
        public Stream<String> variables() {
            return Stream.concat(value.variables(), expression.variables());
        }

        @Override
        public String toString() {
            return value + " is " + expression;
        }
    }

    /** {@code between(low, high, value)}: the term is a whole number from low to high, an unbound variable becomes each. */
    record Between(Expression low, Expression high, Term value) implements Literal {
        @Override
        public Stream<Term> terms() {
            return Stream.concat(Stream.of(value), Stream.concat(low.terms(), high.terms()));
        }

        @Override
        public Stream<String> variables() {
            return Stream.concat(Stream.concat(low.variables(), high.variables()), value.variables());
        }

        @Override
        public String toString() {
            return "between(" + low + "," + high + "," + value + ")";
        }
    }

    /**
     * {@code plus(left, right, sum)}: the third whole number is the sum of the others; of the three, one unbound variable becomes what is
     * missing.
     *
     * @param successor whether it is written {@code succ(left, sum)}: the second is 1, and none is below 0
     */
    record Added(Term left, Term right, Term sum, boolean successor) implements Literal {
        @Override
        public Stream<Term> terms() {
            return successor ? Stream.of(left, sum) : Stream.of(left, right, sum);
        }

        @Override
        public Stream<String> variables() {
            return terms().flatMap(Term::variables);
        }

        @Override
        public String toString() {
            return successor ? "succ(" + left + "," + sum + ")" : "plus(" + left + "," + right + "," + sum + ")";
        }
    }
}
