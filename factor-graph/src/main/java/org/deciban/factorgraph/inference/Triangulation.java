package org.deciban.factorgraph.inference;

import java.util.List;
import org.deciban.factorgraph.inference.EliminationOrder.Rule;

/** Clique trees by elimination: the cheapest among several orders, or one with short paths. */
public final class Triangulation {
    /** Orders with random ties that are tried at most; the gain has long levelled off by then. */
    private static final int MOST_RANDOM_ORDERS = 60;

    /** Steps after which the search ends in any case: about a tenth of a second. */
    private static final long MOST_WORK = 1L << 27;

    /** Beyond so many cells no order brings the tree within reach, and counting fill edges takes minutes. */
    private static final double HOPELESS = 0x1p70;

    private Triangulation() {}

    /**
     * Tries every rule, then random ties under the rule that did best, for as long as finding orders has taken fewer steps
     * than the best clique tree has cells. Propagation takes several steps a cell, so the search costs a fraction of what it
     * may save, small graphs are not searched at all, and the outcome depends on the graph alone.
     *
     * @param cardinality the number of states of each variable
     * @param scopes the variables of each factor, all different within one
     */
    public static CliqueTree cheapest(int[] cardinality, List<int[]> scopes) {
        CliqueTree best = null;
        Rule bestRule = Rule.MIN_WEIGHT;
        long work = 0;
        for (int attempt = 0; attempt < Rule.values().length + MOST_RANDOM_ORDERS; attempt++) {
            if (best != null
                    && (work >= Math.min(best.approximateCells(), MOST_WORK) || best.approximateCells() > HOPELESS)) {
                break;
            }
            boolean systematic = attempt < Rule.values().length;
            Rule rule = systematic ? Rule.values()[attempt] : bestRule;
            EliminationOrder order = new EliminationOrder(cardinality, scopes, rule, systematic ? 0 : attempt);
            CliqueTree tree = new CliqueTree(order, cardinality);
            work += order.work();
            if (best == null || tree.approximateCells() < best.approximateCells()) {
                best = tree;
                bestRule = rule;
            }
        }
        return best;
    }

    /**
     * A clique tree with short paths at the price of larger cliques, by eliminating in rounds: see {@link EliminationRounds}. On
     * a chain or tree of n variables its paths have O(log n) cliques of at most three variables, where those of {@link #cheapest}
     * have up to n of two. On other graphs paths may become shorter or not, and cliques larger without a bound stated here.
     *
     * @param cardinality the number of states of each variable
     * @param scopes the variables of each factor, all different within one
     */
    public static CliqueTree shallow(int[] cardinality, List<int[]> scopes) {
        return new CliqueTree(new EliminationRounds(cardinality, scopes), cardinality);
    }
}
