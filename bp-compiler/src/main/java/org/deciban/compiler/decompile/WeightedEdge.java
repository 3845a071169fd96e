package org.deciban.compiler.decompile;

/**
 * An edge j → i of the implicit factor graph.
 *
 * @param from the sender j: the token attended to
 * @param to the receiver i: the token that attends
 * @param weight {@code α_ij}, in (0, 1]; the edges into a node sum to 1
 */
public record WeightedEdge(int from, int to, double weight) {}
