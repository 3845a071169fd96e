package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.Variable;

/** Variables of formats without names: the variable with index 3 is {@code x3}, its states are {@code 0, 1, …}. */
final class NumberedVariables {
    /** What a state costs in {@link TableBudget} numbers: its name, and its place in the set that finds duplicates. */
    private static final int NUMBERS_PER_STATE = 8;

    private final Map<Integer, List<String>> statesByCardinality = new HashMap<>();
    private final TableBudget budget;

    NumberedVariables(TableBudget budget) {
        this.budget = budget;
    }

    /** Whether there is room for that many states; a file of one line can ask for a billion. */
    boolean fits(int cardinality) {
        return budget.claim((long) NUMBERS_PER_STATE * cardinality);
    }

    Variable variable(int index, int cardinality) {
        return new Variable("x" + index, statesByCardinality.computeIfAbsent(cardinality, NumberedVariables::states));
    }

    private static List<String> states(int cardinality) {
        List<String> states = new ArrayList<>();
        for (int s = 0; s < cardinality; s++) {
            states.add(Integer.toString(s));
        }
        return List.copyOf(states);
    }
}
