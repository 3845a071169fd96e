package org.deciban.factorgraph.inference;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * Cuts off the variables that cannot matter to a query: those whose only factor is their own conditional table, and that are
 * neither observed nor asked for (Shachter, 1986, doi:10.1287/opre.34.6.871). Summing such a variable out leaves the row sums
 * of its table, which are one.
 *
 * <p>They are one in theory. In files rows miss it by up to 3e-7, and then the table does carry weight; such a variable
 * stays. Cut are variables whose row sums are one up to the rounding of their entries, |sum − 1| ≤ K·2^-52 for K states, so
 * that cutting changes no answer by more than rounding does.
 */
final class BarrenNodes {
    private static final double ULP_OF_ONE = 0x1p-52;

    private final FactorGraph graph;
    private final Set<Variable> needed;
    private final boolean[] factorCut;
    private final boolean[] variableCut;
    private final int[] factorsLeft;
    private int variablesLeft;

    private BarrenNodes(FactorGraph graph, Set<Variable> needed) {
        this.graph = graph;
        this.needed = needed;
        this.factorCut = new boolean[graph.factors().size()];
        this.variableCut = new boolean[graph.variables().size()];
        this.factorsLeft = new int[variableCut.length];
        this.variablesLeft = variableCut.length;
        Arrays.setAll(factorsLeft, graph::degree);
    }

    /**
     * The part of the graph that answers a query; the graph itself if nothing can be cut. It keeps at least one variable.
     *
     * @param wanted the variables asked for
     */
    static FactorGraph cut(FactorGraph graph, Evidence evidence, Iterable<Variable> wanted) {
        Set<Variable> needed = new HashSet<>(evidence.variables());
        wanted.forEach(needed::add);
        BarrenNodes barren = new BarrenNodes(graph, needed);
        barren.cutAll();
        return barren.variablesLeft == graph.variables().size() ? graph : barren.rest();
    }

    private void cutAll() {
        Deque<Integer> candidates = new ArrayDeque<>();
        for (int v = 0; v < variableCut.length; v++) {
            candidates.add(v);
        }
        while (!candidates.isEmpty() && variablesLeft > 1) {
            int v = candidates.remove();
            Optional<Integer> own = findOnlyFactor(v);
            if (own.isPresent() && isBarren(v, own.get())) {
                variableCut[v] = true;
                variablesLeft--;
                factorCut[own.get()] = true;
                for (int u : graph.scope(own.get())) {
                    factorsLeft[u]--;
                    candidates.add(u);
                }
            }
        }
    }

    private Optional<Integer> findOnlyFactor(int v) {
        return factorsLeft[v] == 1
                ? Arrays.stream(graph.factorsOf(v))
                        .filter(f -> !factorCut[f])
                        .boxed()
                        .findFirst()
                : Optional.empty();
    }

    private boolean isBarren(int v, int factor) {
        Variable variable = graph.variables().get(v);
        Factor own = graph.factors().get(factor);
        return !needed.contains(variable)
                && own.findChild().filter(variable::equals).isPresent()
                && rowsSumToOne(own, variable.cardinality());
    }

    private static boolean rowsSumToOne(Factor factor, int states) {
        for (int start = 0; start < factor.size(); start += states) {
            double sum = 0;
            for (int i = start; i < start + states; i++) {
                sum += factor.weight(i);
            }
            if (Math.abs(sum - 1) > states * ULP_OF_ONE) {
                return false;
            }
        }
        return true;
    }

    private FactorGraph rest() {
        FactorGraph.Builder rest = FactorGraph.builder();
        for (int v = 0; v < variableCut.length; v++) {
            if (!variableCut[v]) {
                rest.variable(graph.variables().get(v));
            }
        }
        for (int f = 0; f < factorCut.length; f++) {
            if (!factorCut[f]) {
                rest.factor(graph.factors().get(f));
            }
        }
        return rest.build();
    }
}
