package org.deciban.compiler.published;

import java.util.List;

/**
 * A node after one round.
 *
 * @param gathered what each head added to its scratch dimension: meant to be the belief of that neighbour
 * @param belief the probability that the node is true; in layout B, which has no update, what it was
 */
public record PublishedState(List<Double> gathered, double belief) {
    /** Copies the list. */
    public PublishedState {
        gathered = List.copyOf(gathered);
    }
}
