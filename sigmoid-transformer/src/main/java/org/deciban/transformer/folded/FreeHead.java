package org.deciban.transformer.folded;

import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Matrix;

/**
 * A head that is not folded: keys or values can change, or dropping weights could not be proven. It is run as the dense engine
 * runs it, over all tokens, for the queries that are asked about.
 */
final class FreeHead {
    final AttentionHead head;
    private final WrittenDimensions written;
    private final PairIndex places = new PairIndex();
    private final PairIndex queries = new PairIndex();
    private boolean asked;

    FreeHead(AttentionHead head, WrittenDimensions written) {
        this.head = head;
        this.written = written;
    }

    /** The place of an output among those of this head; all that it reads is asked for. */
    int place(int token, int channel, Entries entries) {
        if (!asked) {
            asked = true;
            for (int t = 0; t < entries.tokens().rows(); t++) {
                ask(head.wK(), t, entries);
                ask(head.wV(), t, entries);
            }
        }
        if (queries.find(token, 0) < 0) {
            queries.add(token, 0);
            ask(head.wQ(), token, entries);
        }
        return places.add(token, channel);
    }

    private void ask(Matrix weights, int token, Entries entries) {
        for (int row = 0; row < weights.rows(); row++) {
            weights.forEachInRow(row, (dimension, weight) -> {
                if (written.contains(dimension)) {
                    entries.add(token, dimension);
                }
            });
        }
    }

    int outputs() {
        return places.size();
    }

    int token(int place) {
        return places.first(place);
    }

    int channel(int place) {
        return places.second(place);
    }

    int queries() {
        return queries.size();
    }

    int query(int index) {
        return queries.first(index);
    }
}
