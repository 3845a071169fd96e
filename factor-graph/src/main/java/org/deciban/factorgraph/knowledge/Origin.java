package org.deciban.factorgraph.knowledge;

import java.util.Optional;

/**
 * What a variable of the factor graph stands for.
 *
 * @param role what it is
 * @param atom the ground atom that it is, or is a part of; empty for the choices of an annotated disjunction
 * @param clause the clause that it comes from; empty where several clauses come together
 * @param values that clause with its variables replaced; empty where there is none
 */
public record Origin(Role role, Optional<Atom> atom, Optional<Clause> clause, String values) {
    /** What a variable can be. */
    public enum Role {
        /** Whether an atom is true. */
        ATOM,
        /** Which alternative of an annotated disjunction, or whether a clause with a probability, was chosen. */
        CHOICE,
        /** Whether the conditions of a rule are met. */
        BODY,
        /** Whether an atom on a cycle has a derivation that does without some others, or without none. */
        COPY
    }

    /** Where the clause is written, if there is one. */
    public Optional<Place> place() {
        return clause.map(Clause::place);
    }
}
