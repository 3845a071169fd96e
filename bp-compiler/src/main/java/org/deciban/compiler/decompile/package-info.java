/**
 * From weights back to graphs.
 *
 * <p><b>The implicit factor graph G(W).</b> Any transformer of {@link org.deciban.transformer}, on any tokens, is weighted
 * belief propagation on a graph that can be written down ({@link org.deciban.compiler.decompile.ImplicitFactorGraph}):
 *
 * <ul>
 *   <li>a node per token, holding one number per residual dimension;
 *   <li>per layer and head an edge j → i with weight {@code α_ij}, the share of j among the potentials {@code exp(x_iᵀ M x_j)}
 *       with {@code M = W_Qᵀ W_K}; what travels on it is {@code α_ij · C x_j} with {@code C = W_O W_V};
 *   <li>per layer and hidden unit an {@linkplain org.deciban.compiler.decompile.UpdateLink update link}, which combines what
 *       a node gathered.
 * </ul>
 *
 * Passing the messages of one layer and applying its links is the forward pass of that layer. The statement is true by the
 * construction of G(W); its content is that G(W) is explicit, and that the edges are all the attention there is. G(W)
 * depends on the input wherever the scores read what the layers write. Where they do not, which
 * {@link org.deciban.compiler.decompile.Routing} decides from the weights alone, it is one graph for all inputs.
 *
 * <p><b>The factor graph of a compiled model.</b> {@link org.deciban.compiler.decompile.Decompiler} undoes compilation by row
 * attention: weights and tokens give the factor graph and the evidence, or the places where they are not of that form.
 */
@NullMarked
package org.deciban.compiler.decompile;

import org.jspecify.annotations.NullMarked;
