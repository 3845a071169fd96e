package org.deciban.tunnels.learned;

/**
 * A tensor of weights: a matrix, which vectors are multiplied with from the left, or a vector of one row.
 *
 * @param name as in files
 * @param rows 1 for a vector
 * @param columns the length of a row
 */
public record TensorShape(String name, int rows, int columns) {
    /** The number of entries. */
    public int size() {
        return Math.multiplyExact(rows, columns);
    }
}
