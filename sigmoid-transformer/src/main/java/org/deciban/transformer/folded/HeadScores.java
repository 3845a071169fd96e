package org.deciban.transformer.folded;

import java.util.BitSet;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Matrix;

/**
 * The score of a head, {@code q · k = Σ_c q_c k_c}, by what its coordinates read.
 *
 * <ul>
 *   <li><b>static</b>: neither q_c nor k_c reads a dimension that can change. Their sum is known before anything runs.
 *   <li><b>moving</b>: q_c does, k_c does not. Their sum is linear in the entries of the query token.
 *   <li><b>free</b>: k_c can change. A head with one is not folded.
 * </ul>
 *
 * <p>Coordinates on which W_Q or W_K has no weight add nothing and belong to none of these.
 */
final class HeadScores {
    private final AttentionHead head;
    private final BitSet still = new BitSet();
    private final BitSet moving = new BitSet();
    private final boolean isFree;

    HeadScores(AttentionHead head, WrittenDimensions written) {
        this.head = head;
        boolean free = false;
        for (int c = 0; c < head.keyDim(); c++) {
            if (isZero(head.wQ(), c) || isZero(head.wK(), c)) {
                continue;
            }
            boolean queryMoves = written.meets(head.wQ(), c);
            boolean keyMoves = written.meets(head.wK(), c);
            free |= keyMoves;
            (queryMoves ? moving : still).set(c);
        }
        this.isFree = free;
    }

    private static boolean isZero(Matrix weights, int row) {
        boolean[] found = {false};
        weights.forEachInRow(row, (column, weight) -> found[0] = true);
        return !found[0];
    }

    AttentionHead head() {
        return head;
    }

    /** Whether keys can change, so that nothing is known of the score beforehand. */
    boolean isFree() {
        return isFree;
    }

    /** Whether the whole score is known beforehand. */
    boolean isConstant() {
        return !isFree && moving.isEmpty();
    }

    /** The static coordinates. */
    BitSet still() {
        return (BitSet) still.clone();
    }

    boolean isStill(int coordinate) {
        return still.get(coordinate);
    }

    boolean isMoving(int coordinate) {
        return moving.get(coordinate);
    }
}
