package org.deciban.transformer.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/** Takes the entries of one tensor, row-major, and passes them on a block at a time. */
public final class TensorSink {
    private static final int BLOCK_BYTES = 1 << 16;

    private final WritableByteChannel channel;
    private final TensorInfo tensor;
    private final ByteBuffer block;
    private long taken;

    TensorSink(WritableByteChannel channel, TensorInfo tensor) {
        this.channel = channel;
        this.tensor = tensor;
        int bytes = (int) Math.min(BLOCK_BYTES, tensor.end() - tensor.begin());
        this.block = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The next entry of a tensor of real numbers; in an F32 tensor the nearest float.
     *
     * @throws IllegalStateException if the tensor has integers, or is full
     */
    public void putReal(double value) throws IOException {
        advance(true);
        if (tensor.type() == TensorType.F64) {
            block.putDouble(value);
        } else {
            block.putFloat((float) value);
        }
    }

    /**
     * The next entry of a tensor of integers.
     *
     * @throws IllegalStateException if the tensor has real numbers, or is full
     * @throws ArithmeticException if the value does not fit in an I32 tensor
     */
    public void putInteger(long value) throws IOException {
        advance(false);
        if (tensor.type() == TensorType.I64) {
            block.putLong(value);
        } else {
            block.putInt(Math.toIntExact(value));
        }
    }

    private void advance(boolean real) throws IOException {
        if (tensor.type().isReal() != real || taken == tensor.entries()) {
            throw new IllegalStateException("another " + (real ? "real number" : "integer") + " for " + tensor);
        }
        taken++;
        if (block.remaining() < tensor.type().bytes()) {
            flush();
        }
    }

    private void flush() throws IOException {
        block.flip();
        while (block.hasRemaining()) {
            channel.write(block);
        }
        block.clear();
    }

    /** Passes on what is left. */
    void end() throws IOException {
        if (taken != tensor.entries()) {
            throw new IllegalStateException("only " + taken + " entries for " + tensor);
        }
        flush();
    }
}
