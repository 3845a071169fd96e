package org.deciban.factorgraph.io;

/**
 * One thing wrong with a file.
 *
 * @param file the file, as the caller named it
 * @param line the line, from 1; 0 when the file as a whole is meant, as when it does not exist
 * @param column the column in UTF-16 units, from 1 (a tab is one column); 0 when the file as a whole is meant
 * @param expected what the format asks for
 * @param found what the file has; long text is abbreviated and control characters are escaped
 * @param hint a sentence that starts with "Maybe", or the empty string
 */
public record FormatProblem(String file, int line, int column, String expected, String found, String hint) {

    /** {@code file:line:column: expected …, found …. Maybe …}, without the numbers for the file as a whole. */
    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        return place + ": expected " + expected + ", found " + found + (hint.isEmpty() ? "" : ". " + hint);
    }
}
