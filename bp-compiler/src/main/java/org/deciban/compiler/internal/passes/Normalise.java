package org.deciban.compiler.internal.passes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;

/**
 * Factors over the same variables, in whatever order of slots, become one; factors that say nothing go.
 *
 * <p>The product has the rows that all of them have, and the sum of their log-potentials. A factor says nothing if it has
 * every joint state of its variables as a row, all with the same log-potential. Factors whose product would have no row stay
 * apart: there is no row factor without rows, and belief propagation will find the contradiction.
 *
 * <p>The distribution is the same before and after, and so are exact posteriors. The iterates of belief propagation on a
 * graph with cycles are not: two factors over the same two variables are a cycle, and merging them removes it.
 */
public final class Normalise {
    private Normalise() {}

    /** The same distribution with at most one factor per set of variables, save for contradictions. */
    public static RowFactorGraph apply(RowFactorGraph graph) {
        Map<TreeSet<Integer>, List<RowFactor>> byScope = new LinkedHashMap<>();
        for (RowFactor factor : graph.factors()) {
            TreeSet<Integer> scope = new TreeSet<>();
            Arrays.stream(factor.scope()).forEach(scope::add);
            byScope.computeIfAbsent(scope, unused -> new ArrayList<>()).add(factor);
        }
        List<RowFactor> factors = new ArrayList<>();
        for (List<RowFactor> sameScope : byScope.values()) {
            List<RowFactor> merged = findProduct(sameScope).map(List::of).orElse(sameScope);
            merged.stream().filter(factor -> !saysNothing(factor, graph)).forEach(factors::add);
        }
        return new RowFactorGraph(graph.variables(), factors);
    }

    private static Optional<RowFactor> findProduct(List<RowFactor> factors) {
        RowFactor first = factors.get(0);
        Map<List<Integer>, Double> rows = rowsBySlotsOf(first, first);
        for (RowFactor other : factors.subList(1, factors.size())) {
            Map<List<Integer>, Double> others = rowsBySlotsOf(first, other);
            rows.keySet().retainAll(others.keySet());
            rows.replaceAll((states, logPotential) -> logPotential + others.get(states));
        }
        if (factors.size() == 1 || rows.isEmpty()) {
            return factors.size() == 1 ? Optional.of(first) : Optional.empty();
        }
        return Optional.of(new RowFactor(
                String.join(
                        " · ", factors.stream().map(RowFactor::name).distinct().toList()),
                first.scope(),
                rows.keySet().stream()
                        .flatMap(List::stream)
                        .mapToInt(Integer::intValue)
                        .toArray(),
                rows.values().stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** Log-potentials by the states of a factor's rows, the states in the order of another's slots. */
    private static Map<List<Integer>, Double> rowsBySlotsOf(RowFactor ordered, RowFactor factor) {
        int[] slotOf = Arrays.stream(ordered.scope())
                .map(variable -> IntStream.range(0, factor.slots())
                        .filter(slot -> factor.variable(slot) == variable)
                        .findFirst()
                        .orElseThrow())
                .toArray();
        Map<List<Integer>, Double> rows = new LinkedHashMap<>();
        for (int r = 0; r < factor.rows(); r++) {
            int row = r;
            List<Integer> states = Arrays.stream(slotOf)
                    .map(slot -> factor.state(row, slot))
                    .boxed()
                    .toList();
            // Rows with the same states are alternatives: their potentials add.
            rows.merge(states, factor.logPotential(row), Normalise::logSum);
        }
        return rows;
    }

    private static double logSum(double a, double b) {
        return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
    }

    private static boolean saysNothing(RowFactor factor, RowFactorGraph graph) {
        double jointStates = Arrays.stream(factor.scope())
                .mapToDouble(v -> graph.variables().get(v).cardinality())
                .reduce(1, (a, b) -> a * b);
        Map<List<Integer>, Double> rows = rowsBySlotsOf(factor, factor);
        return rows.size() == jointStates && rows.values().stream().distinct().count() == 1;
    }
}
