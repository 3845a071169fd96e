package org.deciban.transformer;

/**
 * A named block of consecutive dimensions of the residual stream.
 *
 * @param name unique within its layout
 * @param start the first dimension
 * @param size the number of dimensions, at least 1
 */
public record Subspace(String name, int start, int size) {

    /** The dimension at an offset within the block. */
    public int at(int offset) {
        if (offset < 0 || offset >= size) {
            throw new IndexOutOfBoundsException(
                    "subspace " + name + " has " + size + " dimensions, asked for " + offset);
        }
        return start + offset;
    }

    /** The only dimension of a block of size 1. */
    public int dimension() {
        if (size != 1) {
            throw new IllegalStateException("subspace " + name + " has " + size + " dimensions, not one");
        }
        return start;
    }

    /** Whether a dimension lies in the block. */
    public boolean contains(int dimension) {
        return dimension >= start && dimension < start + size;
    }

    @Override
    public String toString() {
        return size == 1 ? name + "[" + start + "]" : name + "[" + start + ".." + (start + size - 1) + "]";
    }
}
