package org.deciban.compiler.published;

import java.util.List;

/**
 * A node of a factor graph as the published construction sees it.
 *
 * @param isFactor whether it is a factor, else a variable
 * @param belief the probability that it is true, in [0, 1]
 * @param neighbours the indices of up to two neighbours; there is no room for more
 * @param table {@code f00, f01, f10, f11}; the published table gives every token one, and layout B alone stores it
 */
public record PublishedNode(boolean isFactor, double belief, List<Integer> neighbours, List<Double> table) {
    /** The table of a node that has none. */
    public static final List<Double> NO_TABLE = List.of(0.0, 0.0, 0.0, 0.0);

    /**
     * @throws IllegalArgumentException if the belief is no probability, there are more than two neighbours, or the table has
     *     other than four entries
     */
    public PublishedNode {
        neighbours = List.copyOf(neighbours);
        table = List.copyOf(table);
        if (!(belief >= 0 && belief <= 1)) {
            throw new IllegalArgumentException("a belief must be in [0, 1], got " + belief);
        }
        if (neighbours.size() > 2) {
            throw new IllegalArgumentException("a node has at most 2 neighbours in the published construction, got "
                    + neighbours.size() + ". Maybe compile by rows instead?");
        }
        if (table.size() != 4) {
            throw new IllegalArgumentException("a table has 4 entries, got " + table.size());
        }
    }

    /** The same node with another belief. */
    public PublishedNode withBelief(double other) {
        return new PublishedNode(isFactor, other, neighbours, table);
    }
}
