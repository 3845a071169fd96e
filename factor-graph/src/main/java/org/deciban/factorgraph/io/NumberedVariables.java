package org.deciban.factorgraph.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.Variable;

/** Variables of formats without names: the variable with index 3 is {@code x3}, its states are {@code 0, 1, …}. */
final class NumberedVariables {
    private final Map<Integer, List<String>> statesByCardinality = new HashMap<>();
    private final MemoryBudget budget;

    NumberedVariables(MemoryBudget budget) {
        this.budget = budget;
    }

    Variable variable(int index, int cardinality) {
        budget.claimName();
        budget.claimStates(cardinality);
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
