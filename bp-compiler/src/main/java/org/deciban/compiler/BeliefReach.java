package org.deciban.compiler;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.deciban.factorgraph.Variable;

/**
 * Which beliefs a change inside a forward pass reaches, told from the graph without running anything.
 *
 * <p>What stands in neither set is the same to the bit.
 *
 * @param dependent variables whose belief depends on what was changed, along messages that never turn back at a factor or
 *     variable; for tables and evidence in general position it does change
 * @param rounding variables whose belief is the same but for rounding: the change was added on the way to it and taken away
 *     again, as a minus head takes away what its own factor said, and as erase heads take away the round before
 */
public record BeliefReach(Set<Variable> dependent, Set<Variable> rounding) {

    /** Copies. */
    public BeliefReach {
        dependent = Set.copyOf(dependent);
        rounding = Set.copyOf(rounding);
    }

    /** Whether the change reaches no belief at all. */
    public boolean isEmpty() {
        return dependent.isEmpty() && rounding.isEmpty();
    }

    @Override
    public String toString() {
        return "dependent " + names(dependent) + ", but for rounding the same " + names(rounding);
    }

    private static List<String> names(Set<Variable> variables) {
        Set<String> names = new TreeSet<>();
        variables.forEach(variable -> names.add(variable.name()));
        return List.copyOf(names);
    }
}
