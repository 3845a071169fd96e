package org.deciban.compiler.internal.ir;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deciban.factorgraph.Topology;

/**
 * Variables and row factors.
 *
 * <p>The first variables are those of the factor graph that was compiled, under the same indices: evidence enters there and
 * answers are read there. Passes may append variables of their own.
 *
 * <p>An <em>edge</em> is a (factor, slot) pair; edges are numbered factor by factor, slot by slot.
 */
public final class RowFactorGraph {
    private final List<RowVariable> variables;
    private final List<RowFactor> factors;
    private final int[] firstEdge;
    private final int[][] edgesOf;

    /**
     * @param variables the variables
     * @param factors the row factors, each with at least one slot
     */
    public RowFactorGraph(List<RowVariable> variables, List<RowFactor> factors) {
        this.variables = List.copyOf(variables);
        this.factors = List.copyOf(factors);
        this.firstEdge = new int[factors.size() + 1];
        int[] degree = new int[variables.size()];
        for (int f = 0; f < factors.size(); f++) {
            RowFactor factor = factors.get(f);
            firstEdge[f + 1] = firstEdge[f] + factor.slots();
            for (int slot = 0; slot < factor.slots(); slot++) {
                degree[factor.variable(slot)]++;
            }
        }
        this.edgesOf = new int[variables.size()][];
        for (int v = 0; v < edgesOf.length; v++) {
            edgesOf[v] = new int[degree[v]];
        }
        for (int f = factors.size() - 1; f >= 0; f--) {
            for (int slot = factors.get(f).slots() - 1; slot >= 0; slot--) {
                int variable = factors.get(f).variable(slot);
                edgesOf[variable][--degree[variable]] = firstEdge[f] + slot;
            }
        }
    }

    /** The variables. */
    public List<RowVariable> variables() {
        return variables;
    }

    /** The row factors. */
    public List<RowFactor> factors() {
        return factors;
    }

    /** The number of edges. */
    public int edges() {
        return firstEdge[factors.size()];
    }

    /** The number of the edge of a factor and slot. */
    public int edge(int factor, int slot) {
        return firstEdge[factor] + slot;
    }

    /**
     * The factor of an edge.
     *
     * @throws IndexOutOfBoundsException if there is no such edge
     */
    public int factorOfEdge(int edge) {
        Objects.checkIndex(edge, edges());
        // Every factor has an edge, so that no two begin at the same.
        int at = Arrays.binarySearch(firstEdge, edge);
        return at >= 0 ? at : -at - 2;
    }

    /** The edges at a variable, ascending. */
    public int[] edgesOf(int variable) {
        return edgesOf[variable].clone();
    }

    /** The number of edges at a variable. */
    public int degree(int variable) {
        return edgesOf[variable].length;
    }

    /** The shape of the bipartite graph of variables and row factors. */
    public Topology topology() {
        return Topology.of(
                variables.size(), factors.stream().map(RowFactor::scope).toList());
    }

    /** The largest number of edges at a variable. */
    public int maxDegree() {
        int max = 0;
        for (int[] edges : edgesOf) {
            max = Math.max(max, edges.length);
        }
        return max;
    }

    /** The largest number of slots of a factor; 0 without factors. */
    public int maxSlots() {
        return factors.stream().mapToInt(RowFactor::slots).max().orElse(0);
    }

    /** The largest number of states of a variable. */
    public int maxStates() {
        return variables.stream().mapToInt(RowVariable::cardinality).max().orElse(0);
    }
}
