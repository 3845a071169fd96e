package org.deciban.factorgraph.knowledge;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Variable;

/**
 * A proposition about one variable: that it has one of some states.
 *
 * @param variable of the graph that is being built
 * @param states some of its states, not none and not all
 */
record Wire(Variable variable, Set<Integer> states) {
    Wire {
        states = Set.copyOf(states);
    }

    /** That a Boolean variable, with the states false and true, is true. */
    static Wire isTrue(Variable variable) {
        return new Wire(variable, Set.of(1));
    }

    Wire negated() {
        Set<Integer> others = new TreeSet<>();
        IntStream.range(0, variable.cardinality())
                .filter(state -> !states.contains(state))
                .forEach(others::add);
        return new Wire(variable, others);
    }
}
