package org.deciban.compiler.internal.lowering;

/**
 * A part of the weights and what it does.
 *
 * @param part the part
 * @param text in words
 */
public record Explained<T>(T part, String text) {}
