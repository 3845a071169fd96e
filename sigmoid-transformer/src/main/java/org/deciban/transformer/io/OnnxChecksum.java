package org.deciban.transformer.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The last metadata entry of an exported file: the SHA-256 of all bytes before it. It tells damage, not malice: whoever changes a
 * file can change it too.
 */
final class OnnxChecksum {
    static final String KEY = OnnxExporter.OWN_KEYS + "sha256";

    /** The bytes of the entry. */
    static final int SIZE = Math.toIntExact(entry("0".repeat(64)).size());

    private OnnxChecksum() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The entry, as the last field of the model. */
    static OnnxMessage entry(String checksum) {
        return new OnnxMessage().message(14, new OnnxMessage().text(1, KEY).text(2, checksum));
    }

    /** Whether a file ends with an entry of this kind, right or wrong. */
    static boolean isPresent(byte[] file) {
        int start = file.length - SIZE;
        int prefix = SIZE - 64;
        return start >= 0 && Arrays.equals(file, start, start + prefix, bytes("0".repeat(64)), 0, prefix);
    }

    /** Whether a file ends with the right entry. */
    static boolean isRight(byte[] file) {
        int start = file.length - SIZE;
        if (start < 0) {
            return false;
        }
        MessageDigest digest = digest();
        digest.update(file, 0, start);
        return Arrays.equals(file, start, file.length, bytes(HexFormat.of().formatHex(digest.digest())), 0, SIZE);
    }

    private static byte[] bytes(String checksum) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(SIZE);
        try {
            entry(checksum).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
