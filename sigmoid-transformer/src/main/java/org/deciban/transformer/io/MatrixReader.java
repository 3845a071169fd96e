package org.deciban.transformer.io;

import java.util.List;
import org.deciban.transformer.Matrix;

/** Reads matrices of the program from tensors whose type and shape were stated before: what differs is a fault. */
final class MatrixReader {
    /** What a matrix can store. */
    private static final long MOST_ENTRIES = 1L << 30;

    private final SafetensorsReader reader;
    private final TensorType weights;

    MatrixReader(SafetensorsReader reader, TensorType weights) {
        this.reader = reader;
        this.weights = weights;
    }

    /** The entries of a tensor of weights. */
    TensorEntries weights(String name, List<Long> shape) {
        return entries(name, weights, shape);
    }

    /** The entries of a tensor of that type and shape. */
    TensorEntries entries(String name, TensorType type, List<Long> shape) {
        TensorEntries entries = reader.entries(name);
        TensorInfo tensor = entries.tensor();
        if (tensor.type() != type || !tensor.shape().equals(shape)) {
            throw new TransformerFormatException(
                    reader.file(),
                    "tensor " + name,
                    type + " of shape " + shape + ", as the config says",
                    tensor.type() + " of shape " + tensor.shape(),
                    "Maybe the config was not changed with the weights?");
        }
        return entries;
    }

    /** The length of a tensor of one dimension of that type. */
    long length(String name, TensorType type) {
        TensorInfo tensor = reader.entries(name).tensor();
        if (tensor.type() != type || tensor.shape().size() != 1) {
            throw new TransformerFormatException(
                    reader.file(),
                    "tensor " + name,
                    type + " of one dimension",
                    tensor.type() + " of shape " + tensor.shape(),
                    "");
        }
        return tensor.entries();
    }

    /** The transpose of a matrix of weights. */
    Matrix transposed(String name, List<Long> shape, int rows, int columns) {
        return transposed(weights(name, shape), rows, columns, rows, columns);
    }

    /**
     * The transpose of the next matrix of a tensor.
     *
     * @param rows the rows of the matrix that is transposed
     * @param columns its columns
     * @param paddedRows the rows that it has in the tensor, all zero from {@code rows} on
     * @param paddedColumns the columns that it has in the tensor, all zero from {@code columns} on
     */
    static Matrix transposed(TensorEntries entries, int rows, int columns, int paddedRows, int paddedColumns) {
        if ((long) paddedRows * paddedColumns > MOST_ENTRIES) {
            throw entries.fault(
                    "a matrix of at most " + MOST_ENTRIES + " entries",
                    "one of shape [" + paddedRows + ", " + paddedColumns + "]",
                    "");
        }
        Matrix.Builder matrix = Matrix.builder(rows, columns);
        for (int row = 0; row < paddedRows; row++) {
            for (int column = 0; column < paddedColumns; column++) {
                double value = entries.nextReal();
                if (row < rows && column < columns) {
                    matrix.append(column, value);
                } else if (value != 0) {
                    throw entries.fault("zero, as padding", Double.toString(value), "Maybe d_k or d_v is too small?");
                }
            }
            if (row < rows) {
                matrix.endRow();
            }
        }
        return matrix.build().transposed();
    }

    /**
     * A sparse matrix.
     *
     * @param columns its number of columns
     */
    Matrix sparse(String name, int columns) {
        long rowStarts = length(TensorNames.rowStarts(name), TensorType.I64);
        long count = length(TensorNames.columns(name), TensorType.I64);
        TensorEntries starts = entries(TensorNames.rowStarts(name), TensorType.I64, List.of(rowStarts));
        if (rowStarts == 0 || rowStarts > Integer.MAX_VALUE || count > MOST_ENTRIES) {
            throw starts.fault(
                    "1 to " + Integer.MAX_VALUE + " row starts, of at most " + MOST_ENTRIES + " entries",
                    rowStarts + " of " + count,
                    "");
        }
        TensorEntries columnOf = entries(TensorNames.columns(name), TensorType.I64, List.of(count));
        TensorEntries values = weights(TensorNames.values(name), List.of(count));
        Matrix.Builder matrix = Matrix.builder((int) rowStarts - 1, columns);
        long start = nextStart(starts, 0, 0);
        while (starts.hasNext()) {
            long end = nextStart(starts, start, count);
            appendRow(matrix, columns, columnOf, values, end - start);
            start = end;
        }
        if (start != count) {
            throw starts.fault(count + ", the number of entries", Long.toString(start), "");
        }
        return matrix.build();
    }

    private static long nextStart(TensorEntries starts, long least, long most) {
        long start = starts.nextInteger();
        if (start < least || start > most) {
            throw starts.fault("a row start from " + least + " to " + most, Long.toString(start), "");
        }
        return start;
    }

    private static void appendRow(
            Matrix.Builder matrix, int columns, TensorEntries columnOf, TensorEntries values, long count) {
        long last = -1;
        for (long i = 0; i < count; i++) {
            long column = columnOf.nextInteger();
            if (column <= last || column >= columns) {
                throw columnOf.fault(
                        "a column from " + (last + 1) + " to " + (columns - 1) + ", ascending in its row",
                        Long.toString(column),
                        "");
            }
            matrix.append((int) column, values.nextReal());
            last = column;
        }
        matrix.endRow();
    }
}
