package org.deciban.factorgraph.knowledge;

/**
 * The name of a relation; the same name with another number of arguments is another relation.
 *
 * @param name without quotes
 * @param arity number of arguments
 */
public record Predicate(String name, int arity) {
    /** {@code likes/2}. */
    @Override
    public String toString() {
        return Term.Name.quoted(name) + "/" + arity;
    }
}
