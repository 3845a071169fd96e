package org.deciban.factorgraph.inference;

import java.util.Arrays;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;

/**
 * A factor graph as flat arrays.
 *
 * <p>Edges are the (factor, variable) pairs, numbered factor by factor in the order of the scopes, so that the messages of
 * one factor lie side by side. A message of edge {@code e} has one entry per state of its variable and stands at
 * {@code messageAt[e]} of any array of {@code messageAt[edges]} entries.
 */
final class EdgeLayout {
    final FactorGraph graph;
    final int variables;
    final int factors;
    final int edges;

    /** Shape {@code [variable]}. */
    final int[] cardinality;

    /** Shape {@code [variable + 1]}: where a variable's states begin in an array over all variables' states. */
    final int[] stateAt;

    /** Shape {@code [factor + 1]}. */
    final int[] firstEdge;

    /** Shape {@code [edge]}. */
    final int[] variableOf;

    /** Shape {@code [edge]}. */
    final int[] factorOf;

    /** Shape {@code [edge + 1]}. */
    final int[] messageAt;

    /** Shape {@code [variable + 1]}: where a variable's edges begin in {@link #edgesOf}. */
    final int[] firstIncidence;

    /** The edges grouped by variable, ascending in each group. */
    final int[] edgesOf;

    /** Where the messages of {@link #edgesOf} stand, in the same order. */
    final int[] messagesOf;

    /** Shape {@code [factor + 1]}. */
    final int[] tableAt;

    /** The tables, each divided by its largest entry. */
    final double[] tables;

    /** Shape {@code [factor]}: ln of what its table was divided by. */
    final double[] logScale;

    EdgeLayout(FactorGraph graph) {
        this.graph = graph;
        this.variables = graph.variables().size();
        this.factors = graph.factors().size();
        this.edges = graph.edgeCount();
        this.cardinality = new int[variables];
        this.stateAt = new int[variables + 1];
        for (int v = 0; v < variables; v++) {
            cardinality[v] = graph.variables().get(v).cardinality();
            stateAt[v + 1] = Math.addExact(stateAt[v], cardinality[v]);
        }
        this.firstEdge = new int[factors + 1];
        this.variableOf = new int[edges];
        this.factorOf = new int[edges];
        this.messageAt = new int[edges + 1];
        layOutEdges();
        this.firstIncidence = new int[variables + 1];
        this.edgesOf = new int[edges];
        groupEdgesByVariable();
        this.messagesOf = Arrays.stream(edgesOf).map(e -> messageAt[e]).toArray();
        this.tableAt = new int[factors + 1];
        for (int f = 0; f < factors; f++) {
            tableAt[f + 1] = Math.addExact(tableAt[f], graph.factors().get(f).size());
        }
        this.tables = new double[tableAt[factors]];
        this.logScale = new double[factors];
        for (int f = 0; f < factors; f++) {
            copyTable(f);
        }
    }

    private void layOutEdges() {
        int edge = 0;
        for (int f = 0; f < factors; f++) {
            for (int v : graph.scope(f)) {
                variableOf[edge] = v;
                factorOf[edge] = f;
                messageAt[edge + 1] = Math.addExact(messageAt[edge], cardinality[v]);
                edge++;
            }
            firstEdge[f + 1] = edge;
        }
    }

    private void groupEdgesByVariable() {
        for (int v : variableOf) {
            firstIncidence[v + 1]++;
        }
        Arrays.parallelPrefix(firstIncidence, Integer::sum);
        int[] next = firstIncidence.clone();
        for (int e = 0; e < edges; e++) {
            edgesOf[next[variableOf[e]]++] = e;
        }
    }

    private void copyTable(int f) {
        Factor factor = graph.factors().get(f);
        double largest = 0;
        for (int i = 0; i < factor.size(); i++) {
            largest = Math.max(largest, factor.weight(i));
        }
        logScale[f] = Math.log(largest);
        for (int i = 0; i < factor.size(); i++) {
            tables[tableAt[f] + i] = factor.weight(i) / largest;
        }
    }

    /** Whether a factor has two variables of two states each. */
    boolean isBinaryPair(int factor) {
        int edge = firstEdge[factor];
        return firstEdge[factor + 1] - edge == 2
                && messageAt[edge + 1] - messageAt[edge] == 2
                && messageAt[edge + 2] - messageAt[edge + 1] == 2;
    }

    int tableSize(int factor) {
        return tableAt[factor + 1] - tableAt[factor];
    }

    int largestTable() {
        int largest = 0;
        for (int f = 0; f < factors; f++) {
            largest = Math.max(largest, tableSize(f));
        }
        return largest;
    }

    int largestCardinality() {
        return Arrays.stream(cardinality).max().orElse(1);
    }

    /** The most message entries that one factor sends in a round. */
    int largestSending() {
        int largest = 0;
        for (int f = 0; f < factors; f++) {
            largest = Math.max(largest, messageAt[firstEdge[f + 1]] - messageAt[firstEdge[f]]);
        }
        return largest;
    }
}
