package org.deciban.compiler.decompile;

/**
 * One term of a form between the node that sends and the node that receives.
 *
 * @param from the residual dimension of the sender
 * @param to the residual dimension of the receiver
 * @param weight what the term is multiplied with, not zero
 */
public record Coupling(int from, int to, double weight) {}
