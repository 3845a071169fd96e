/**
 * A transformer as plain values: matrices, heads, feed-forwards, layers, and a residual stream in which every dimension
 * has a name.
 *
 * <p>With tokens {@code x_i ∈ R^d}, no positional encoding but what the tokens carry and no normalisation, one layer is
 *
 * <pre>
 *   x_i ← x_i + Σ_h W_O^h Σ_j softmax_j( (W_Q^h x_i) · (W_K^h x_j) ) W_V^h x_j      attention, every token sees every token
 *   x_i ← x_i + W_2 φ(W_1 x_i + b_1) + b_2                                          feed-forward
 * </pre>
 *
 * <p>This package knows nothing of factor graphs: what the weights mean is the business of whoever built them.
 */
@NullMarked
package org.deciban.transformer;

import org.jspecify.annotations.NullMarked;
