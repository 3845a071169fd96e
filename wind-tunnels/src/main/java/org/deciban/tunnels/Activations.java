package org.deciban.tunnels;

import java.util.Optional;

/**
 * What a forward pass did. Positions are those of the tokens that the model was given; what else a model has, a sink say, stands
 * after them.
 */
public interface Activations {
    /**
     * The attention pattern.
     *
     * @return shape {@code [queries, keys]}, rows sum to 1
     */
    double[][] attention(int layer, int head);

    /**
     * The keys.
     *
     * @return shape {@code [tokens, d_k]}
     */
    double[][] keys(int layer, int head);

    /**
     * The residual stream after a layer; layer −1 is the embedding.
     *
     * @return shape {@code [tokens, d]}
     */
    double[][] residual(int layer);

    /**
     * The values.
     *
     * @return shape {@code [tokens, d_v]}; empty if the model does not record them
     */
    default Optional<double[][]> values(int layer, int head) {
        return Optional.empty();
    }
}
