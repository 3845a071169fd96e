package org.deciban.compiler.decompile;

/**
 * One term of a weighted sum over residual dimensions.
 *
 * @param dimension the residual dimension
 * @param weight its weight, not zero
 */
public record Term(int dimension, double weight) {}
