package org.deciban.transformer.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.deciban.transformer.Matrix;

/** The constants of a graph, each stored once; numbers are laid out only while the file is written. */
final class OnnxConstants {
    private static final int INT64 = 7;
    private static final int BOOL = 9;

    private final OnnxType type;
    private final Map<String, OnnxMessage> tensors = new LinkedHashMap<>();
    private final Map<Double, String> scalars = new HashMap<>();

    OnnxConstants(OnnxType type) {
        this.type = type;
    }

    Iterable<OnnxMessage> tensors() {
        return tensors.values();
    }

    /** One number, without dimensions. */
    String scalar(double value) {
        return scalars.computeIfAbsent(
                value, v -> tensor("constant/" + value, type.code, type.bytes(), out -> write(out, value)));
    }

    /** A list of whole numbers. */
    String integers(String name, long... values) {
        return tensor(name, INT64, (long) values.length * Long.BYTES, out -> writeIntegers(out, values), values.length);
    }

    /** A matrix of whole numbers, row-major, laid out while it is written. */
    String integerTable(String name, long rows, long columns, Supplier<long[]> values) {
        long bytes = Math.multiplyExact(Math.multiplyExact(rows, columns), (long) Long.BYTES);
        return tensor(name, INT64, bytes, out -> writeIntegers(out, values.get()), rows, columns);
    }

    /** A matrix of truth values, row-major. */
    String flags(String name, long rows, long columns, byte[] values) {
        return tensor(name, BOOL, values.length, out -> out.write(values), rows, columns);
    }

    /** A matrix of numbers, row-major, laid out while it is written. */
    String table(String name, long rows, long columns, Supplier<double[]> values) {
        long bytes = Math.multiplyExact(Math.multiplyExact(rows, columns), (long) type.bytes());
        return tensor(name, type.code, bytes, out -> write(out, values.get()), rows, columns);
    }

    /** Numbers of any shape, row-major. */
    String numbers(String name, double[] values, long... dims) {
        return tensor(
                name,
                type.code,
                Math.multiplyExact((long) values.length, (long) type.bytes()),
                out -> write(out, values),
                dims);
    }

    /** A matrix, dense, row by row. */
    String rows(String name, int rows, int columns, Supplier<Matrix> matrix) {
        long bytes = Math.multiplyExact((long) rows * columns, (long) type.bytes());
        OnnxMessage.Content content = out -> {
            Matrix values = matrix.get();
            for (int r = 0; r < rows; r++) {
                double[] row = new double[columns];
                values.addRowTo(r, row, 0);
                write(out, row);
            }
        };
        return tensor(name, type.code, bytes, content, rows, columns);
    }

    /** The transpose of a matrix, dense. */
    String transposed(String name, Matrix matrix) {
        return table(name, matrix.columns(), matrix.rows(), () -> {
            double[] transposed = new double[Math.multiplyExact(matrix.rows(), matrix.columns())];
            for (int r = 0; r < matrix.rows(); r++) {
                int row = r;
                matrix.forEachInRow(r, (c, value) -> transposed[c * matrix.rows() + row] = value);
            }
            return transposed;
        });
    }

    private String tensor(String name, int typeCode, long bytes, OnnxMessage.Content content, long... dims) {
        OnnxMessage tensor = new OnnxMessage();
        for (long dim : dims) {
            tensor.number(1, dim);
        }
        tensor.number(2, typeCode).text(8, name).bytes(9, bytes, content);
        if (tensors.put(name, tensor) != null) {
            throw new IllegalStateException("two constants are named " + name);
        }
        return name;
    }

    private void write(OutputStream out, double... values) throws IOException {
        ByteBuffer buffer = littleEndian(Math.multiplyExact(values.length, type.bytes()));
        for (double value : values) {
            type.put(buffer, value);
        }
        out.write(buffer.array());
    }

    private static void writeIntegers(OutputStream out, long[] values) throws IOException {
        ByteBuffer buffer = littleEndian(Math.multiplyExact(values.length, Long.BYTES));
        buffer.asLongBuffer().put(values);
        out.write(buffer.array());
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
