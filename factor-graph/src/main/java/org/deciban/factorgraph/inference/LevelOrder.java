package org.deciban.factorgraph.inference;

import java.util.List;

/**
 * The order in which the variables of a clique are assigned, one <em>level</em> each.
 *
 * <p>A table is multiplied in, and a target added to, at the last level that its scope holds, once for every assignment of
 * the levels up to there. So few operands should close at the late levels, where the assignments are many.
 *
 * <p>The order is built from the back. With N cells in the clique, putting a last and b before it costs N·c(a) + N/K_a·c(b),
 * where c counts the operands that hold the variable; the other way round it costs N·c(b) + N/K_b·c(a). The first is less
 * exactly when c(a)/(1 − 1/K_a) &lt; c(b)/(1 − 1/K_b), so the variable with the smallest such quotient goes last. Its
 * operands are closed, no longer count, and the next level is chosen.
 */
final class LevelOrder {
    private LevelOrder() {}

    /**
     * @param variables of the clique, each with at least two states
     * @param cardinality of every variable of the model
     * @param scopes of all tables and targets, each within the clique
     * @return the variables, first level first
     */
    static int[] of(int[] variables, int[] cardinality, List<int[]> scopes) {
        int[] order = variables.clone();
        boolean[] closed = new boolean[scopes.size()];
        for (int level = order.length - 1; level >= 0; level--) {
            int chosen = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i <= level; i++) {
                double quotient = openHolding(order[i], scopes, closed) / (1 - 1.0 / cardinality[order[i]]);
                if (quotient < least) {
                    least = quotient;
                    chosen = i;
                }
            }
            int last = order[chosen];
            order[chosen] = order[level];
            order[level] = last;
            for (int o = 0; o < closed.length; o++) {
                closed[o] |= holds(scopes.get(o), last);
            }
        }
        return order;
    }

    private static int openHolding(int variable, List<int[]> scopes, boolean[] closed) {
        int count = 0;
        for (int o = 0; o < closed.length; o++) {
            if (!closed[o] && holds(scopes.get(o), variable)) {
                count++;
            }
        }
        return count;
    }

    private static boolean holds(int[] scope, int variable) {
        for (int v : scope) {
            if (v == variable) {
                return true;
            }
        }
        return false;
    }

    /** The members of a subset of the levels, in their order. */
    static int[] inOrder(int[] order, int[] subset) {
        int[] sorted = new int[subset.length];
        int count = 0;
        for (int v : order) {
            if (holds(subset, v)) {
                sorted[count++] = v;
            }
        }
        return sorted;
    }
}
