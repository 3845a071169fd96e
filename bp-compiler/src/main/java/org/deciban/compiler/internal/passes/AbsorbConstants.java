package org.deciban.compiler.internal.passes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Variable;

/**
 * Variables whose state never changes leave the factors: rows that contradict the state go, then the slot does.
 *
 * <p>A factor left without slots is a constant and is dropped. The variables stay, without edges, under their indices.
 *
 * <p>Given the constants as evidence, the beliefs of all other variables are the same before and after, in every round of
 * flooding: a variable with hard evidence says the same to each factor in each round, namely what the pass writes down.
 */
public final class AbsorbConstants {
    private static final int UNKNOWN = -1;

    private AbsorbConstants() {}

    /**
     * The graph given the constants.
     *
     * @param rows row factors whose first variables are those of the graph
     * @param constants hard evidence
     * @throws ImpossibleEvidenceException if they leave a factor without rows
     * @throws org.deciban.factorgraph.InvalidEvidenceException if they name a variable that the graph lacks
     */
    public static RowFactorGraph apply(RowFactorGraph rows, FactorGraph graph, Evidence constants) {
        if (constants.isEmpty()) {
            return rows;
        }
        constants.requireFits(graph);
        int[] stateOf = new int[rows.variables().size()];
        Arrays.fill(stateOf, UNKNOWN);
        for (Variable variable : constants.variables()) {
            stateOf[graph.indexOf(variable)] =
                    constants.findObservedState(variable).orElseThrow();
        }
        List<RowFactor> factors = new ArrayList<>();
        for (RowFactor factor : rows.factors()) {
            int[] agreeing = IntStream.range(0, factor.rows())
                    .filter(row -> agrees(factor, row, stateOf))
                    .toArray();
            if (agreeing.length == 0) {
                throw new ImpossibleEvidenceException(constants, "factor " + factor.name() + " allows no such states");
            }
            int[] unknownSlots = IntStream.range(0, factor.slots())
                    .filter(slot -> stateOf[factor.variable(slot)] == UNKNOWN)
                    .toArray();
            if (unknownSlots.length > 0) {
                factors.add(slice(factor, agreeing, unknownSlots));
            }
        }
        return new RowFactorGraph(rows.variables(), factors);
    }

    private static boolean agrees(RowFactor factor, int row, int[] stateOf) {
        for (int slot = 0; slot < factor.slots(); slot++) {
            int state = stateOf[factor.variable(slot)];
            if (state != UNKNOWN && state != factor.state(row, slot)) {
                return false;
            }
        }
        return true;
    }

    private static RowFactor slice(RowFactor factor, int[] rows, int[] slots) {
        int[] states = new int[rows.length * slots.length];
        for (int i = 0, at = 0; i < rows.length; i++) {
            for (int slot : slots) {
                states[at++] = factor.state(rows[i], slot);
            }
        }
        return new RowFactor(
                factor.name(),
                Arrays.stream(slots).map(factor::variable).toArray(),
                states,
                Arrays.stream(rows).mapToDouble(factor::logPotential).toArray());
    }
}
