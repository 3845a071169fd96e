package org.deciban.transformer.folded;

/**
 * A token that attends by content: what scores it gives, and what the attended tokens hold for it.
 *
 * <p>Pair r, the query and one candidate, has the score {@code constants[r] + Σ weight · entry} over list {@code firstTerms + r}
 * of {@link LayerFold#queryTerms}, read before the layer. Channel {@code channels[k]} of the mixed values is the sum over list
 * {@code firstValues + k} of {@link LayerFold#queryValues} (pair, value), each times the pair's attention weight.
 *
 * @param head the index of the head
 * @param token the query
 * @param candidates the tokens it can attend to, ascending
 * @param constants the part of each score that is known
 * @param firstTerms the list of the first pair's terms; there are none if there are no channels
 * @param channels the channels that are not always zero, ascending
 * @param firstValues the list of the first channel's values
 */
record Query(
        int head, int token, int[] candidates, double[] constants, int firstTerms, int[] channels, int firstValues) {}
