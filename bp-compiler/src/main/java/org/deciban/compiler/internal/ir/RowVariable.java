package org.deciban.compiler.internal.ir;

/**
 * A variable of the intermediate form.
 *
 * @param name for messages and provenance
 * @param cardinality the number of states, at least 1
 */
public record RowVariable(String name, int cardinality) {}
