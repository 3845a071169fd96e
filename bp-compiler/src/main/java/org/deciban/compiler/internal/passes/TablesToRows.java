package org.deciban.compiler.internal.passes;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowVariable;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * Dense tables become rows: one row per entry that is not zero, with {@code ln f(a)} as its log-potential.
 *
 * <p>Zero entries disappear here, which is what lets deterministic tables compile small. A factor without variables is a
 * constant; it scales every assignment alike, moves no marginal, and is dropped.
 */
public final class TablesToRows {
    private TablesToRows() {}

    /** The same distribution as row factors; variable indices are those of the graph. */
    public static RowFactorGraph apply(FactorGraph graph) {
        List<RowVariable> variables = new ArrayList<>();
        for (Variable variable : graph.variables()) {
            variables.add(new RowVariable(variable.name(), variable.cardinality()));
        }
        List<RowFactor> factors = new ArrayList<>();
        for (int f = 0; f < graph.factors().size(); f++) {
            Factor factor = graph.factors().get(f);
            if (factor.arity() > 0) {
                factors.add(rows(factor, graph.scope(f)));
            }
        }
        return new RowFactorGraph(variables, factors);
    }

    private static RowFactor rows(Factor factor, int[] scope) {
        int possible = 0;
        for (int i = 0; i < factor.size(); i++) {
            possible += factor.weight(i) > 0 ? 1 : 0;
        }
        int[] states = new int[possible * scope.length];
        double[] logPotentials = new double[possible];
        int[] assignment = new int[scope.length];
        for (int i = 0, row = 0; i < factor.size(); i++) {
            if (factor.weight(i) > 0) {
                logPotentials[row] = Math.log(factor.weight(i));
                System.arraycopy(assignment, 0, states, row * scope.length, scope.length);
                row++;
            }
            advance(assignment, factor.scope());
        }
        return new RowFactor(factor.name(), scope, states, logPotentials);
    }

    /** The next assignment in table order, last variable fastest; all zeros after the last. */
    private static void advance(int[] assignment, List<Variable> scope) {
        for (int slot = assignment.length - 1; slot >= 0; slot--) {
            if (++assignment[slot] < scope.get(slot).cardinality()) {
                return;
            }
            assignment[slot] = 0;
        }
    }
}
