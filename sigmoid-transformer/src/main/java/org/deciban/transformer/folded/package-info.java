/**
 * The folded engine: finds out from the weights and the tokens which attention is constant, which is exactly zero and which
 * entries of the residual stream anybody reads, and runs what is left.
 *
 * <p>Nothing here knows what the weights are for. The stages, each a class:
 *
 * <ol>
 *   <li>{@code WrittenDimensions}: which dimensions any layer or input ever writes; all others are static.
 *   <li>{@code HeadScores} splits a head's score into coordinates that are static on both sides and the rest; {@code KeyTree}
 *       finds, for a query, the tokens whose static score is within a gap of the best, without looking at the others.
 *   <li>{@code Fold} follows the outputs back to the inputs, entry by entry, and {@code LayerFold} writes down how each layer makes
 *       each entry.
 *   <li>{@code Constancy} finds the entries that keep one value at a place in the schedule.
 *   <li>{@code Bounds} bounds the moving part of scores and so proves the attention weights that were dropped to be 0.0.
 *   <li>{@code ProductForm} recognises logarithms that are only ever summed, exponentiated and normalised, and runs them as
 *       products; {@code SparseRun} runs everything else.
 * </ol>
 */
@NullMarked
package org.deciban.transformer.folded;

import org.jspecify.annotations.NullMarked;
