package org.deciban.factorgraph.knowledge;

/**
 * Where something is written.
 *
 * @param source the file as the caller named it, or a word for where else it comes from
 * @param line from 1; 0 where there are no lines, as for clauses built in Java
 * @param column from 1; 0 where there are no lines
 */
public record Place(String source, int line, int column) {
    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
