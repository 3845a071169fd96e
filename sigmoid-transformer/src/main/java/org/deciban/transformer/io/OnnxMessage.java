package org.deciban.transformer.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol-buffers message being put together: fields in the order of the calls. Contents of any size are written when the
 * message is, so that a message is as large as its file only on disk.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
final class OnnxMessage {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final List<Content> contents = new ArrayList<>();
    private long size;

    /** Writes some bytes. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A field that holds a whole number. */
    OnnxMessage number(int field, long value) {
        return add(varintSize(key(field, VARINT)) + varintSize(value), out -> {
            writeVarint(out, key(field, VARINT));
            writeVarint(out, value);
        });
    }

    /** A field that holds text. */
    OnnxMessage text(int field, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return bytes(field, utf8.length, out -> out.write(utf8));
    }

    /** A field that holds a message, to which nothing is added any more. */
    OnnxMessage message(int field, OnnxMessage value) {
        return bytes(field, value.size, value::writeTo);
    }

    /** A field that holds bytes, of which the number is known before they are. */
    OnnxMessage bytes(int field, long length, Content content) {
        long key = key(field, LENGTH_DELIMITED);
        return add(varintSize(key) + varintSize(length) + length, out -> {
            writeVarint(out, key);
            writeVarint(out, length);
            content.writeTo(out);
        });
    }

    /** The bytes that {@link #writeTo} writes. */
    long size() {
        return size;
    }

    /** Writes the fields. */
    void writeTo(OutputStream out) throws IOException {
        for (Content content : contents) {
            content.writeTo(out);
        }
    }

    private OnnxMessage add(long bytes, Content content) {
        size = Math.addExact(size, bytes);
        contents.add(content);
        return this;
    }

    private static long key(int field, int wireType) {
        return (long) field << 3 | wireType;
    }

    private static int varintSize(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    private static void writeVarint(OutputStream out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
