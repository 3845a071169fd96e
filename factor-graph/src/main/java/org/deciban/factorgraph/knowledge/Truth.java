package org.deciban.factorgraph.knowledge;

import java.util.Set;
import org.deciban.factorgraph.Variable;

/** What a ground atom is in the factor graph of a knowledge base. */
public sealed interface Truth {
    /** True in every world. */
    record Certain() implements Truth {}

    /** True in no world: nothing that can happen makes it so. */
    record Impossible() implements Truth {}

    /**
     * True where a variable has one of some states.
     *
     * @param variable of the graph
     * @param states some of its states, not all
     */
    record Depends(Variable variable, Set<Integer> states) implements Truth {
        /** Copies the set. */
        public Depends {
            states = Set.copyOf(states);
        }
    }
}
