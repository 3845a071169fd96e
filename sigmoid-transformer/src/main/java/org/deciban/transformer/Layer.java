package org.deciban.transformer;

import java.util.List;

/**
 * One layer: heads that act together on the same residual stream, then a feed-forward.
 *
 * @param name what traces and messages call it
 * @param heads the heads, possibly none; their outputs are summed
 * @param feedForward the feed-forward, possibly {@link FeedForward#none}
 */
public record Layer(String name, List<AttentionHead> heads, FeedForward feedForward) {

    /**
     * @throws IllegalArgumentException naming the head whose width differs from that of the feed-forward
     */
    public Layer {
        heads = List.copyOf(heads);
        for (AttentionHead head : heads) {
            if (head.modelDim() != feedForward.modelDim()) {
                throw new IllegalArgumentException("W_Q of head " + head.name() + " in layer " + name + " must have "
                        + feedForward.modelDim() + " columns, got " + head.wQ().shape());
            }
        }
    }

    /** The width of the residual stream, {@code d}. */
    public int modelDim() {
        return feedForward.modelDim();
    }

    /** The number of weights and biases, zeros included. */
    public long parameterCount() {
        return heads.stream().mapToLong(AttentionHead::parameterCount).sum() + feedForward.parameterCount();
    }
}
