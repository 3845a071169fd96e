package org.deciban.factorgraph.io;

/**
 * A place in a text, both numbers from 1; {@link #WHOLE} stands for the file itself.
 *
 * @param line counts LF, CR LF and CR
 * @param column counts UTF-16 units; a tab is one
 */
record Position(int line, int column) {
    static final Position WHOLE = new Position(0, 0);
}
