package org.deciban.transformer;

/**
 * The sizes of a transformer.
 *
 * @param modelDim the width of the residual stream, {@code d}
 * @param layers the number of layers
 * @param heads the number of heads over all layers
 * @param feedForwardDim the largest number of hidden units in a layer
 * @param distinctParameters weights and biases, zeros included, tied layers counted once
 * @param unrolledParameters the same with every layer counted
 */
public record TransformerSpec(
        int modelDim, int layers, int heads, int feedForwardDim, long distinctParameters, long unrolledParameters) {}
