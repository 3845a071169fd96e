package org.deciban.factorgraph.knowledge;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A relation between terms.
 *
 * @param name of the predicate, without quotes
 * @param arguments none for a proposition
 */
public record Atom(String name, List<Term> arguments) {
    /** Copies the list. */
    public Atom {
        arguments = List.copyOf(arguments);
    }

    /** An atom over constants that are names. */
    public static Atom of(String name, String... arguments) {
        return new Atom(name, Arrays.stream(arguments).<Term>map(Term.Name::new).toList());
    }

    /** An atom over variables and constants. */
    public static Atom over(String name, Term... arguments) {
        return new Atom(name, List.of(arguments));
    }

    /** The condition that it is true. */
    public Literal positive() {
        return new Literal.Positive(this);
    }

    /** The condition that it is not true. */
    public Literal negative() {
        return new Literal.Negative(this);
    }

    /** The predicate. */
    public Predicate predicate() {
        return new Predicate(name, arguments.size());
    }

    /** Whether no argument is a variable. */
    public boolean isGround() {
        return arguments.stream().noneMatch(Term.Variable.class::isInstance);
    }

    /** Where a variable occurs first. */
    int firstPosition(String variable) {
        return arguments.indexOf(new Term.Variable(variable));
    }

    /** The names of the variables that occur, in that order. */
    public Stream<String> variables() {
        return arguments.stream().flatMap(Term::variables);
    }

    /** As programs write it, without spaces: {@code likes(jack,jill)}. */
    @Override
    public String toString() {
        String quoted = Term.Name.quoted(name);
        return arguments.isEmpty()
                ? quoted
                : arguments.stream().map(Term::toString).collect(Collectors.joining(",", quoted + "(", ")"));
    }
}
