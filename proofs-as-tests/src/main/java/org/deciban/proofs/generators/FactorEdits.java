package org.deciban.proofs.generators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.Variable;

/** Factors with one thing less. Rows of a conditional factor that sum to 1 do so afterwards, if its child is left. */
final class FactorEdits {
    /** How far rows that are meant to sum to 1 miss it. */
    private static final double SUM_TOLERANCE = 1e-9;

    private FactorEdits() {}

    /**
     * The factor without a variable of its scope: the sum over its states, each with a weight.
     *
     * @return empty if no assignment is left, if no variable is, or if the table is the same for all assignments: such a
     *     factor says nothing
     */
    static Optional<Factor> without(Factor factor, Variable variable, double... weights) {
        int place = factor.scope().indexOf(variable);
        int inner = factor.scope().subList(place + 1, factor.arity()).stream()
                .mapToInt(Variable::cardinality)
                .reduce(1, (a, b) -> a * b);
        double[] table = new double[factor.size() / variable.cardinality()];
        for (int i = 0; i < factor.size(); i++) {
            int state = i / inner % variable.cardinality();
            int rest = i / (inner * variable.cardinality()) * inner + i % inner;
            // Not the product alone: 0 · weight of an impossible state must not spoil anything, and 1 · x is x.
            table[rest] += weights[state] == 0 ? 0 : weights[state] * factor.weight(i);
        }
        List<Variable> scope = new ArrayList<>(factor.scope());
        scope.remove(place);
        return scope.isEmpty() || isConstant(table) ? Optional.empty() : remade(factor, scope, table);
    }

    /** The factor without a state of a variable in its scope; empty if no assignment is left. */
    static Optional<Factor> withoutState(Factor factor, Variable variable, int state, Variable smaller) {
        int place = factor.scope().indexOf(variable);
        int inner = factor.scope().subList(place + 1, factor.arity()).stream()
                .mapToInt(Variable::cardinality)
                .reduce(1, (a, b) -> a * b);
        double[] table = new double[factor.size() / variable.cardinality() * smaller.cardinality()];
        int filled = 0;
        for (int i = 0; i < factor.size(); i++) {
            if (i / inner % variable.cardinality() != state) {
                table[filled++] = factor.weight(i);
            }
        }
        List<Variable> scope = new ArrayList<>(factor.scope());
        scope.set(place, smaller);
        return remade(factor, scope, table);
    }

    /**
     * The factor with one variable in the place of another: state s of the one stands for state s of the other, or for its last
     * if it has fewer.
     */
    static Optional<Factor> merged(Factor factor, Variable kept, Variable removed) {
        List<Variable> scope = new ArrayList<>(factor.scope());
        if (scope.contains(kept)) {
            scope.remove(removed);
        } else {
            scope.replaceAll(v -> v.equals(removed) ? kept : v);
        }
        double[] table =
                new double[scope.stream().mapToInt(Variable::cardinality).reduce(1, (a, b) -> a * b)];
        int[] states = new int[scope.size()];
        for (int i = 0; i < table.length; i++) {
            int rest = i;
            for (int slot = states.length - 1; slot >= 0; slot--) {
                states[slot] = rest % scope.get(slot).cardinality();
                rest /= scope.get(slot).cardinality();
            }
            int original = 0;
            for (Variable variable : factor.scope()) {
                int state = states[scope.indexOf(variable.equals(removed) ? kept : variable)];
                original = original * variable.cardinality() + Math.min(state, variable.cardinality() - 1);
            }
            table[i] = factor.weight(original);
        }
        return remade(factor, scope, table);
    }

    /** The factor with other entries, as a plain one, whose rows need not sum to 1; empty if all would be zero. */
    static Optional<Factor> withEntries(Factor factor, DoubleUnaryOperator edit) {
        double[] table = Arrays.stream(factor.table()).map(edit).toArray();
        return plain(factor.scope(), table);
    }

    /** The factor with another entry, as a plain one; empty if all would be zero. */
    static Optional<Factor> withEntry(Factor factor, int index, double entry) {
        double[] table = factor.table();
        table[index] = entry;
        return plain(factor.scope(), table);
    }

    private static Optional<Factor> remade(Factor original, List<Variable> scope, double[] table) {
        Optional<Variable> child = original.findChild();
        Variable last = scope.get(scope.size() - 1);
        if (child.isEmpty() || !last.name().equals(child.get().name())) {
            return plain(scope, table);
        }
        if (isNormalised(original.table(), child.get().cardinality())) {
            normaliseRows(table, last.cardinality());
        }
        return isPossible(table)
                ? Optional.of(Factor.conditional(last, scope.subList(0, scope.size() - 1), table))
                : Optional.empty();
    }

    private static Optional<Factor> plain(List<Variable> scope, double[] table) {
        return isPossible(table) ? Optional.of(Factor.of(scope, table)) : Optional.empty();
    }

    private static boolean isNormalised(double[] table, int columns) {
        for (int row = 0; row < table.length; row += columns) {
            double sum = Arrays.stream(table, row, row + columns).sum();
            if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                return false;
            }
        }
        return true;
    }

    /** A row of zeros becomes uniform: what is left of the child must have some state. */
    private static void normaliseRows(double[] table, int columns) {
        for (int row = 0; row < table.length; row += columns) {
            double sum = Arrays.stream(table, row, row + columns).sum();
            for (int i = row; i < row + columns; i++) {
                table[i] = sum > 0 ? table[i] / sum : 1.0 / columns;
            }
        }
    }

    private static boolean isConstant(double[] table) {
        return Arrays.stream(table).allMatch(entry -> entry == table[0]);
    }

    /** Sums of large weights may leave the range of a double. */
    private static boolean isPossible(double[] table) {
        return Arrays.stream(table).allMatch(entry -> entry < Double.POSITIVE_INFINITY)
                && Arrays.stream(table).anyMatch(entry -> entry > 0);
    }
}
