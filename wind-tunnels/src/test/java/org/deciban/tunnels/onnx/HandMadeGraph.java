package org.deciban.tunnels.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes ONNX files node by node, as somebody else's program would: it shares nothing with this project's exporter. Field numbers are those of
 * onnx.proto.
 */
public final class HandMadeGraph {
    public static final int FLOAT = 1;
    public static final int INT32 = 6;
    public static final int INT64 = 7;
    public static final int DOUBLE = 11;

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

    /** An input or output; an extent of −1 is any batch, −2 any length. */
    public HandMadeGraph input(String name, int type, long... shape) {
        write(graph, 11, value(name, type, shape));
        return this;
    }

    public HandMadeGraph output(String name, int type, long... shape) {
        write(graph, 12, value(name, type, shape));
        return this;
    }

    private static byte[] value(String name, int type, long... shape) {
        ByteArrayOutputStream extents = new ByteArrayOutputStream();
        for (int axis = 0; axis < shape.length; axis++) {
            ByteArrayOutputStream extent = new ByteArrayOutputStream();
            if (shape[axis] < 0) {
                write(extent, 2, shape[axis] == -1 ? "batch" : "length");
            } else {
                write(extent, 1, shape[axis]);
            }
            write(extents, 1, extent.toByteArray());
        }
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        write(tensor, 1, type);
        write(tensor, 2, extents.toByteArray());
        ByteArrayOutputStream wrapped = new ByteArrayOutputStream();
        write(wrapped, 1, tensor.toByteArray());
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        write(value, 1, name);
        write(value, 2, wrapped.toByteArray());
        return value.toByteArray();
    }

    /** A constant of int64, of one axis. */
    public HandMadeGraph whole(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            raw.putLong(value);
        }
        return constant(name, INT64, raw.array(), values.length);
    }

    /** A constant of int64 without axes. */
    public HandMadeGraph scalar(String name, long value) {
        return constant(
                name,
                INT64,
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }

    /** A constant of float32 or float64, of a shape. */
    public HandMadeGraph real(String name, int type, long[] shape, double... values) {
        ByteBuffer raw =
                ByteBuffer.allocate((type == FLOAT ? 4 : 8) * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (type == FLOAT) {
                raw.putFloat((float) value);
            } else {
                raw.putDouble(value);
            }
        }
        return constant(name, type, raw.array(), shape);
    }

    private HandMadeGraph constant(String name, int type, byte[] raw, long... shape) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        for (long extent : shape) {
            write(tensor, 1, extent);
        }
        write(tensor, 2, type);
        write(tensor, 8, name);
        write(tensor, 9, raw);
        write(graph, 5, tensor.toByteArray());
        return this;
    }

    /** A node with one output, of inputs with blanks between, without attributes. */
    public HandMadeGraph node(String output, String operator, String inputs) {
        return node(output, operator, inputs, "", 0);
    }

    /** The same with an attribute that is a whole number. */
    public HandMadeGraph node(String output, String operator, String inputs, String attribute, long number) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        for (String input : inputs.split(" ")) {
            write(node, 1, input);
        }
        write(node, 2, output);
        write(node, 4, operator);
        if (!attribute.isEmpty()) {
            ByteArrayOutputStream entry = new ByteArrayOutputStream();
            write(entry, 1, attribute);
            write(entry, 3, number);
            write(entry, 20, 2);
            write(node, 5, entry.toByteArray());
        }
        write(graph, 1, node.toByteArray());
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream operators = new ByteArrayOutputStream();
        write(operators, 1, "");
        write(operators, 2, 13);
        write(graph, 2, "hand-made");
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        write(model, 1, 8);
        write(model, 7, graph.toByteArray());
        write(model, 8, operators.toByteArray());
        return model.toByteArray();
    }

    public Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ByteArrayOutputStream out, int field, String text) {
        write(out, field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(ByteArrayOutputStream out, int field, byte[] bytes) {
        varint(out, (long) field << 3 | 2);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void write(ByteArrayOutputStream out, int field, long number) {
        varint(out, (long) field << 3);
        varint(out, number);
    }

    private static void varint(ByteArrayOutputStream out, long number) {
        long rest = number;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            out.write((int) (rest & 0x7F | 0x80));
        }
        out.write((int) rest);
    }
}
