package org.deciban.factorgraph.inference;

import java.util.List;

/** Finds a clique tree. */
public final class Triangulation {
    private Triangulation() {}

    /** The clique tree of the min-fill order. */
    public static CliqueTree cheapest(int[] cardinality, List<int[]> scopes) {
        return new CliqueTree(new EliminationOrder(cardinality, scopes, EliminationOrder.Rule.MIN_FILL), cardinality);
    }
}
