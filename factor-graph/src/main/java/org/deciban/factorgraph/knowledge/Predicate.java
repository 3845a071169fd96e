package org.deciban.factorgraph.knowledge;

import java.util.stream.IntStream;

/**
 * The name of a relation; the same name with another number of arguments is another relation.
 *
 * @param name without quotes
 * @param arity number of arguments
 */
public record Predicate(String name, int arity) {
    /** An atom of it whose arguments are all different variables. */
    public Atom open() {
        return new Atom(
                name,
                IntStream.range(0, arity)
                        .<Term>mapToObj(i -> new Term.Variable("X" + i))
                        .toList());
    }

    /** {@code likes/2}. */
    @Override
    public String toString() {
        return Term.Name.quoted(name) + "/" + arity;
    }
}
