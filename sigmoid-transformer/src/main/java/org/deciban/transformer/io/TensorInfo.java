package org.deciban.transformer.io;

import java.util.List;

/**
 * What the header of a safetensors file says of one tensor.
 *
 * @param name its name
 * @param type the type of its entries
 * @param shape its dimensions, row-major; empty for a single number
 * @param begin where its entries begin, in bytes from the end of the header
 * @param end where they end
 */
public record TensorInfo(String name, TensorType type, List<Long> shape, long begin, long end) {

    /**
     * @throws IllegalArgumentException if the extent does not fit shape and type
     */
    public TensorInfo {
        shape = List.copyOf(shape);
        if (begin < 0 || end - begin != bytes(type, shape)) {
            throw new IllegalArgumentException("tensor " + name + " of type " + type + " and shape " + shape
                    + " cannot extend from byte " + begin + " to " + end);
        }
    }

    /** The number of entries; 1 for a single number. */
    public long entries() {
        return (end - begin) / type.bytes();
    }

    /**
     * The bytes that a tensor takes.
     *
     * @throws IllegalArgumentException if a dimension is negative, or the product leaves the range of long
     */
    static long bytes(TensorType type, List<Long> shape) {
        try {
            long bytes = type.bytes();
            for (long size : shape) {
                if (size < 0) {
                    throw new IllegalArgumentException("a dimension must be ≥ 0, got " + size + " in shape " + shape);
                }
                bytes = Math.multiplyExact(bytes, size);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the shape " + shape + " has more than 2^63 bytes", e);
        }
    }
}
