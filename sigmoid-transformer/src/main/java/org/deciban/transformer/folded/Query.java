package org.deciban.transformer.folded;

/**
 * A token that attends by content: what scores it gives, and what the attended tokens hold for it.
 *
 * <p>Pair r, the query and one candidate, has the score {@code constants[r] + Σ weight · entry} over list r of the terms, read
 * before the layer. Channel {@code channels[k]} of the mixed values is the sum over list k of values (pair, value), each times
 * the pair's attention weight.
 *
 * @param head the index of the head
 * @param token the query
 * @param candidates the tokens it can attend to, ascending
 * @param constants the part of each score that is known
 * @param terms for each pair the entries its score adds up
 * @param channels the channels that are not always zero, ascending
 * @param values for each of those the pairs and their values
 */
record Query(int head, int token, int[] candidates, double[] constants, Csr terms, int[] channels, Csr values) {}
