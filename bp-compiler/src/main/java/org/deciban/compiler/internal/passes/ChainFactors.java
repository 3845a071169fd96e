package org.deciban.compiler.internal.passes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.compiler.internal.ir.Chains;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;

/**
 * Chains of transfer matrices: factors over the same variables become one, and a factor of one variable goes into the factor of two that
 * comes before it in the chain, {@code M(i, j) = ψ(i, j) · u(j)}. At the beginning of a chain it stays.
 *
 * <p>The distribution is the same before and after. Factors whose product would have no row stay apart, and are a {@linkplain
 * #problems problem}.
 */
public final class ChainFactors {
    private ChainFactors() {}

    /** The same distribution; of factors of more than two variables only those over the same variables are put together. */
    public static RowFactorGraph apply(RowFactorGraph graph) {
        RowFactorGraph normal = Normalise.apply(graph);
        Chains chains = Chains.of(normal);
        List<RowFactor> factors = new ArrayList<>(normal.factors());
        List<RowFactor> absorbed = new ArrayList<>();
        for (RowFactor factor : normal.factors()) {
            int before = factor.slots() == 1 ? chains.fromEarlier(factor.variable(0)) : Chains.NONE;
            if (before != Chains.NONE) {
                int f = normal.factorOfEdge(before);
                Optional<RowFactor> product =
                        factors.get(f).slots() == 2 ? findProduct(factors.get(f), factor) : Optional.empty();
                product.ifPresent(found -> {
                    factors.set(f, found);
                    absorbed.add(factor);
                });
            }
        }
        factors.removeAll(absorbed);
        return new RowFactorGraph(normal.variables(), factors);
    }

    private static Optional<RowFactor> findProduct(RowFactor pair, RowFactor single) {
        int slot = pair.variable(0) == single.variable(0) ? 0 : 1;
        int[] states = new int[2 * pair.rows()];
        double[] logPotentials = new double[pair.rows()];
        int rows = 0;
        for (int row = 0; row < pair.rows(); row++) {
            OptionalInt match = findRow(single, pair.state(row, slot));
            if (match.isPresent()) {
                states[2 * rows] = pair.state(row, 0);
                states[2 * rows + 1] = pair.state(row, 1);
                logPotentials[rows++] = pair.logPotential(row) + single.logPotential(match.getAsInt());
            }
        }
        return rows == 0
                ? Optional.empty()
                : Optional.of(new RowFactor(
                        pair.name() + " · " + single.name(),
                        pair.scope(),
                        Arrays.copyOf(states, 2 * rows),
                        Arrays.copyOf(logPotentials, rows)));
    }

    private static OptionalInt findRow(RowFactor single, int state) {
        return IntStream.range(0, single.rows())
                .filter(row -> single.state(row, 0) == state)
                .findFirst();
    }

    /** Why a graph that went through {@link #apply} is no forest of chains, each reason once; empty if it is. */
    public static List<String> problems(RowFactorGraph graph) {
        List<String> problems = new ArrayList<>();
        for (RowFactor factor : graph.factors()) {
            if (factor.slots() > 2) {
                problems.add("factor " + factor.name() + " has " + factor.slots()
                        + " variables; a chain has factors of two at most");
            }
        }
        for (int v = 0; v < graph.variables().size(); v++) {
            Map<Boolean, Long> bySlots = Arrays.stream(graph.edgesOf(v))
                    .mapToObj(edge -> graph.factors().get(graph.factorOfEdge(edge)))
                    .filter(factor -> factor.slots() <= 2)
                    .collect(Collectors.partitioningBy(factor -> factor.slots() == 2, Collectors.counting()));
            long neighbours = bySlots.get(true);
            long mostSingles = neighbours < 2 ? 1 : 0;
            String name = graph.variables().get(v).name();
            if (neighbours > 2) {
                problems.add("variable " + name + " has " + neighbours + " neighbours; one of a chain has two at most");
            } else if (bySlots.get(false) > mostSingles) {
                problems.add("the factors of variable " + name + " allow no state of it together");
            }
        }
        graph.topology()
                .girth()
                .ifPresent(edges -> problems.add("the graph has a cycle of " + edges + " edges; a chain has none"));
        return problems;
    }
}
