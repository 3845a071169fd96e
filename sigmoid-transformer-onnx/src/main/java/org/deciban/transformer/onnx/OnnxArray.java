package org.deciban.transformer.onnx;

import java.util.Arrays;

/**
 * Numbers of a shape, as a graph takes and gives them whatever it stores them as: an int64 up to 2^53 is one, too.
 *
 * <p>Immutable.
 */
public final class OnnxArray {
    private final int[] shape;
    private final double[] values;

    private OnnxArray(int[] shape, double[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * An array.
     *
     * @param shape the extent of each axis, at least 0
     * @param values row by row, the last axis fastest
     * @throws IllegalArgumentException if there are more or fewer values than the shape has room for
     */
    public static OnnxArray of(int[] shape, double[] values) {
        long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (size != values.length || Arrays.stream(shape).anyMatch(extent -> extent < 0)) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " must hold " + size + " values, got " + values.length);
        }
        return new OnnxArray(shape.clone(), values.clone());
    }

    /** The extent of each axis. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of axes. */
    public int rank() {
        return shape.length;
    }

    /** The extent of an axis. */
    public int extent(int axis) {
        return shape[axis];
    }

    /** All values, the last axis fastest. */
    public double[] values() {
        return values.clone();
    }

    /**
     * A value.
     *
     * @param indices one for each axis
     * @throws IndexOutOfBoundsException if an index is outside its axis, or there are more or fewer than axes
     */
    public double at(int... indices) {
        if (indices.length != shape.length) {
            throw new IndexOutOfBoundsException(indices.length + " indices for " + shape.length + " axes");
        }
        int offset = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (indices[axis] < 0 || indices[axis] >= shape[axis]) {
                throw new IndexOutOfBoundsException(
                        Arrays.toString(indices) + " is outside the shape " + Arrays.toString(shape));
            }
            offset = offset * shape[axis] + indices[axis];
        }
        return values[offset];
    }
}
