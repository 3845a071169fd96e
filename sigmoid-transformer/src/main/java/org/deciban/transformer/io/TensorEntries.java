package org.deciban.transformer.io;

import java.nio.ByteBuffer;
import java.util.List;

/** The entries of a tensor, row-major, one after another. They are read from the file a block at a time. */
public final class TensorEntries {
    private static final int BLOCK_BYTES = 1 << 16;

    private final SafetensorsReader reader;
    private final TensorInfo tensor;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private long next;

    TensorEntries(SafetensorsReader reader, TensorInfo tensor) {
        this.reader = reader;
        this.tensor = tensor;
    }

    /** The tensor. */
    public TensorInfo tensor() {
        return tensor;
    }

    /** Whether some entry was not taken yet. */
    public boolean hasNext() {
        return next < tensor.entries();
    }

    /**
     * The next entry of a tensor of real numbers.
     *
     * @throws TransformerFormatException if it is NaN or infinite
     * @throws IllegalStateException if the tensor has integers, or no entry is left
     */
    public double nextReal() {
        ByteBuffer bytes = advance(true);
        double value = tensor.type() == TensorType.F64 ? bytes.getDouble() : bytes.getFloat();
        if (!Double.isFinite(value)) {
            throw fault("a finite number", Double.toString(value), "");
        }
        return value;
    }

    /**
     * The next entry of a tensor of integers.
     *
     * @throws IllegalStateException if the tensor has real numbers, or no entry is left
     */
    public long nextInteger() {
        ByteBuffer bytes = advance(false);
        return tensor.type() == TensorType.I64 ? bytes.getLong() : bytes.getInt();
    }

    private ByteBuffer advance(boolean real) {
        if (tensor.type().isReal() != real || !hasNext()) {
            throw new IllegalStateException("no " + (real ? "real number" : "integer") + " is left in " + tensor);
        }
        if (!block.hasRemaining()) {
            long left = (tensor.entries() - next) * tensor.type().bytes();
            block = reader.data(tensor.begin() + next * tensor.type().bytes(), (int) Math.min(left, BLOCK_BYTES));
        }
        next++;
        return block;
    }

    /** A fault of the entry that was taken last; see {@link TransformerFormatException}. */
    public TransformerFormatException fault(String expected, String found, String hint) {
        long index = Math.max(0, next - 1);
        long at = reader.fileOffset(tensor.begin() + index * tensor.type().bytes());
        String place = "tensor " + tensor.name() + ", entry " + place(index, tensor.shape()) + " at byte " + at;
        return new TransformerFormatException(reader.file(), place, expected, found, hint);
    }

    /** {@code [1, 0, 2]}: the place of a row-major index. */
    private static String place(long index, List<Long> shape) {
        StringBuilder place = new StringBuilder();
        long left = index;
        for (int i = shape.size() - 1; i >= 0; i--) {
            long size = Math.max(1, shape.get(i));
            place.insert(0, (i == 0 ? "" : ", ") + left % size);
            left /= size;
        }
        return "[" + place + "]";
    }
}
