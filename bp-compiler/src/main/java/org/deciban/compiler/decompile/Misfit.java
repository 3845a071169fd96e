package org.deciban.compiler.decompile;

/**
 * One place where weights or tokens are not what the compiler writes.
 *
 * @param where the token and dimension, or the layer and weight
 * @param found what stands there
 * @param expected what would have to stand there
 */
public record Misfit(String where, String found, String expected) {
    @Override
    public String toString() {
        return where + ": found " + found + ", expected " + expected;
    }
}
