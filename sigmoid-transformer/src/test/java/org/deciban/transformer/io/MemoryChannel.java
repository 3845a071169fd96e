package org.deciban.transformer.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/** Bytes as a file. */
final class MemoryChannel implements SeekableByteChannel {
    private final byte[] bytes;
    private long position;

    MemoryChannel(byte[] bytes) {
        this.bytes = bytes;
    }

    static byte[] write(TransformerFile file) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            file.writeTo(Channels.newChannel(out));
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static TransformerFile read(byte[] bytes) {
        return TransformerFile.read("memory", new MemoryChannel(bytes));
    }

    @Override
    public int read(ByteBuffer target) {
        int count = (int) Math.min(target.remaining(), bytes.length - position);
        if (count <= 0) {
            return -1;
        }
        target.put(bytes, (int) position, count);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long wanted) {
        position = wanted;
        return this;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
