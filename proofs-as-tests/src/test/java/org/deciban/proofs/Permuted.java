package org.deciban.proofs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.Variable;

/** Factors with their scope in another order. */
public final class Permuted {
    private Permuted() {}

    /** The same function with its variables shuffled and its table rearranged to match. */
    public static Factor scopeOf(Factor factor, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int slot = 0; slot < factor.arity(); slot++) {
            order.add(slot);
        }
        Collections.shuffle(order, random);
        List<Variable> scope =
                order.stream().map(slot -> factor.scope().get(slot)).toList();
        double[] table = new double[factor.size()];
        for (int index = 0; index < table.length; index++) {
            int[] states = new int[factor.arity()];
            for (int slot = scope.size() - 1, rest = index; slot >= 0; slot--) {
                states[order.get(slot)] = rest % scope.get(slot).cardinality();
                rest /= scope.get(slot).cardinality();
            }
            int original = 0;
            for (int slot = 0; slot < states.length; slot++) {
                original = original * factor.scope().get(slot).cardinality() + states[slot];
            }
            table[index] = factor.weight(original);
        }
        return Factor.of(scope, table);
    }
}
