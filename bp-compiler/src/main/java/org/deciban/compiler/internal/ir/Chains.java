package org.deciban.compiler.internal.ir;

import java.util.Arrays;

/**
 * How the edges of a forest of chains follow each other: factors of one or two variables, at most two of two variables at each, no
 * cycle. A chain begins at that of its ends which has the smaller index, and no other variable has a factor of its own alone.
 *
 * <p>The edge (f, j) looks from the variable j over f to the other variable of f, and on over that variable's other factor. Of
 * another graph nothing is promised, but that it takes linear time.
 */
public final class Chains {
    /** Where there is nothing more. */
    public static final int NONE = -1;

    private final RowFactorGraph graph;
    private final int[] next;
    private final int[] fromEarlier;

    private Chains(RowFactorGraph graph, int[] next, int[] fromEarlier) {
        this.graph = graph;
        this.next = next;
        this.fromEarlier = fromEarlier;
    }

    /** The chains of such a graph. */
    public static Chains of(RowFactorGraph graph) {
        int[] next = new int[graph.edges()];
        Arrays.fill(next, NONE);
        for (int f = 0; f < graph.factors().size(); f++) {
            RowFactor factor = graph.factors().get(f);
            if (factor.slots() == 2) {
                for (int target = 0; target < 2; target++) {
                    for (int edge : graph.edgesOf(factor.variable(1 - target))) {
                        next[graph.edge(f, target)] =
                                edge == graph.edge(f, 1 - target) ? next[graph.edge(f, target)] : edge;
                    }
                }
            }
        }
        return new Chains(graph, next, fromEarlier(graph));
    }

    private static int[] fromEarlier(RowFactorGraph graph) {
        int[] fromEarlier = new int[graph.variables().size()];
        Arrays.fill(fromEarlier, NONE);
        boolean[] seen = new boolean[fromEarlier.length];
        for (int start = 0; start < seen.length; start++) {
            int variable = pairs(graph, start) < 2 ? start : NONE;
            int arrivedOver = single(graph, start);
            while (variable != NONE && !seen[variable]) {
                seen[variable] = true;
                fromEarlier[variable] = arrivedOver;
                int onward = NONE;
                for (int edge : graph.edgesOf(variable)) {
                    int other = otherEdge(graph, edge);
                    onward = edge != arrivedOver && other != NONE ? other : onward;
                }
                variable = onward == NONE ? NONE : variable(graph, onward);
                arrivedOver = onward;
            }
        }
        return fromEarlier;
    }

    private static long pairs(RowFactorGraph graph, int variable) {
        return Arrays.stream(graph.edgesOf(variable))
                .filter(edge -> otherEdge(graph, edge) != NONE)
                .count();
    }

    /** The edge of a factor of this variable alone, or {@link #NONE}. */
    private static int single(RowFactorGraph graph, int variable) {
        return Arrays.stream(graph.edgesOf(variable))
                .filter(edge -> graph.factors().get(graph.factorOfEdge(edge)).slots() == 1)
                .findFirst()
                .orElse(NONE);
    }

    /** The other edge of the factor of an edge. */
    private static int otherEdge(RowFactorGraph graph, int edge) {
        int factor = graph.factorOfEdge(edge);
        boolean pair = graph.factors().get(factor).slots() == 2;
        return pair ? graph.edge(factor, 1 - (edge - graph.edge(factor, 0))) : NONE;
    }

    private static int variable(RowFactorGraph graph, int edge) {
        int factor = graph.factorOfEdge(edge);
        return graph.factors().get(factor).variable(edge - graph.edge(factor, 0));
    }

    /** The variable on the far side of an edge's factor, or {@link #NONE}. */
    public int farVariable(int edge) {
        int other = otherEdge(graph, edge);
        return other == NONE ? NONE : variable(graph, other);
    }

    /** The edge into the far variable from its other factor, or {@link #NONE}. */
    public int next(int edge) {
        return next[edge];
    }

    /** {@link #next} for all edges, taken {@code 2^doublings} times. */
    public int[] nextAfterDoublings(int doublings) {
        int[] hops = next.clone();
        for (int i = 0; i < doublings; i++) {
            int[] once = hops;
            hops = Arrays.stream(once)
                    .map(edge -> edge == NONE ? NONE : once[edge])
                    .toArray();
        }
        return hops;
    }

    /**
     * The edge into a variable from the side where its chain begins; at the beginning that of the factor of the variable alone, or
     * {@link #NONE}.
     */
    public int fromEarlier(int variable) {
        return fromEarlier[variable];
    }
}
