package org.deciban.factorgraph.knowledge;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A finite set of entities, the type of an argument.
 *
 * @param name of the predicate that is true of each of them, {@code person}
 * @param entities their names, at least one, in the order in which they are given
 */
public record EntitySet(String name, Set<String> entities) {
    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public EntitySet {
        entities = Collections.unmodifiableSet(new LinkedHashSet<>(entities));
        if (entities.isEmpty()) {
            throw new IllegalArgumentException("the set " + name + " has no entities, and must have at least one");
        }
    }

    /** The entities of these names. */
    public static EntitySet of(String name, String... entities) {
        return new EntitySet(name, new LinkedHashSet<>(Arrays.asList(entities)));
    }

    /** The atom which says that a term is one of them. */
    Atom contains(Term term) {
        return Atom.over(name, term);
    }
}
