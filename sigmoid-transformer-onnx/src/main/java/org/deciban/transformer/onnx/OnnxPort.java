package org.deciban.transformer.onnx;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param type what ONNX stores its numbers as, as in {@code float32} and {@code int64}; {@code sequence} and the like for what is no array
 * @param axes the extent of each axis: a number, the name that the file gives it, or {@code ?}
 */
public record OnnxPort(String name, String type, List<String> axes) {
    /** Copies. */
    public OnnxPort {
        axes = List.copyOf(axes);
    }

    /** Whether its numbers are int64 or int32. */
    public boolean isWhole() {
        return type.equals("int64") || type.equals("int32");
    }

    /** Whether they are float32 or float64. */
    public boolean isReal() {
        return type.equals("float32") || type.equals("float64");
    }

    /** The extent of an axis, or −1 if it may be any. */
    public int extent(int axis) {
        String extent = axes.get(axis);
        return extent.chars().allMatch(Character::isDigit) && !extent.isEmpty() ? Integer.parseInt(extent) : -1;
    }

    @Override
    public String toString() {
        return name + ": " + type + " " + axes;
    }
}
