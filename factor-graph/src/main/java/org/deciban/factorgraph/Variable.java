package org.deciban.factorgraph;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A discrete random variable: a name and its states in order.
 *
 * @param name what evidence and answers call it; not blank
 * @param states the names of its states, at least one, all different; the index of a state is its place in this list
 */
public record Variable(String name, List<String> states) {

    /**
     * @throws InvalidGraphException naming every problem, if the name is blank, there is no state, or a state is blank or
     *     stands twice
     */
    public Variable {
        states = List.copyOf(states);
        Problems problems = new Problems();
        if (name.isBlank()) {
            problems.add("a variable has a blank name");
        }
        if (states.isEmpty()) {
            problems.add("variable %s has no states. Maybe its state list was lost?", name);
        }
        Set<String> seen = new HashSet<>();
        for (String state : states) {
            if (state.isBlank()) {
                problems.add("variable %s has a state with a blank name", name);
            } else if (!seen.add(state)) {
                problems.add("variable %s has the state %s twice", name, state);
            }
        }
        problems.throwAsInvalidGraph();
    }

    /** A variable from its name and states. */
    public static Variable of(String name, String... states) {
        return new Variable(name, List.of(states));
    }

    /** The number of states, {@code K_v}. */
    public int cardinality() {
        return states.size();
    }

    /** The index of a state, or empty if the variable has no state of that name. */
    public OptionalInt findState(String state) {
        int index = states.indexOf(state);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** The name alone: messages and scopes read better without the states. */
    @Override
    public String toString() {
        return name;
    }
}
