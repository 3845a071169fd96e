package org.deciban.transformer.io;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads protocol-buffers messages out of a file's bytes: nothing is believed, and nothing lies outside the message. */
final class OnnxReader {
    private final String file;
    private final byte[] bytes;
    private int at;
    private final int end;

    private OnnxReader(String file, byte[] bytes, int start, int end) {
        this.file = file;
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    static OnnxReader of(String file, byte[] bytes) {
        return new OnnxReader(file, bytes, 0, bytes.length);
    }

    /** One field: a number, or a part of the file. */
    record Field(int number, boolean isNumber, long value, OnnxReader content) {}

    boolean hasNext() {
        return at < end;
    }

    /** The next field; its content is empty if it is a number. */
    Field next() {
        int start = at;
        long key = varint();
        long number = key >>> 3;
        if (number < 1 || number > (1 << 29) - 1) {
            throw problem(start, "expected a field number in [1, 2^29), found " + number);
        }
        int wireType = (int) (key & 7);
        long value = 0;
        int from = at;
        switch (wireType) {
            case 0 -> {
                value = varint();
                from = at;
            }
            case 1 -> skip(start, 8);
            case 2 -> {
                long length = varint();
                from = at;
                skip(start, length);
            }
            case 5 -> skip(start, 4);
            default -> throw problem(start, "expected a wire type of 0, 1, 2 or 5, found " + wireType);
        }
        return new Field((int) number, wireType == 0, value, new OnnxReader(file, bytes, from, at));
    }

    private void skip(int start, long length) {
        if (length < 0 || length > end - at) {
            throw problem(start, "expected a field of at most " + (end - at) + " bytes, found a length of " + length);
        }
        at += (int) length;
    }

    private long varint() {
        int start = at;
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at == end) {
                throw problem(start, "expected a number, found the end of the message");
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw problem(start, "expected a number of at most 10 bytes");
    }

    /** The content as text. */
    String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, end - at))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problem(at, "expected text in UTF-8");
        }
    }

    /** The content as bytes. */
    byte[] bytes() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    private OnnxFormatException problem(int offset, String expected) {
        return new OnnxFormatException(
                file, offset, expected + ". Maybe the file is no ONNX file, or is damaged or cut short?");
    }
}
