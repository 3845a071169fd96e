package org.deciban.transformer.onnx;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** What may happen to a file: bits flip, bytes change or get in between, the end is cut off. */
final class Mutations {
    private static final int CHECKSUM = 64;

    private Mutations() {}

    static byte[] mutate(byte[] file, long seed) {
        Random random = new Random(seed);
        byte[] mutated = file.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    mutated[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> mutated = Arrays.copyOf(file, random.nextInt(file.length));
            case 2 -> {
                int at = random.nextInt(file.length);
                byte[] inserted = new byte[1 + random.nextInt(8)];
                random.nextBytes(inserted);
                mutated = new byte[file.length + inserted.length];
                System.arraycopy(file, 0, mutated, 0, at);
                System.arraycopy(inserted, 0, mutated, at, inserted.length);
                System.arraycopy(file, at, mutated, at + inserted.length, file.length - at);
            }
            default -> mutated[random.nextInt(file.length)] = (byte) random.nextInt();
        }
        return mutated;
    }

    /** A mutation of all before the checksum entry, which is then made right again: damage that the checksum does not tell. */
    static byte[] mutateAndSign(byte[] file, int entrySize, long seed) {
        byte[] mutated = mutate(Arrays.copyOf(file, file.length - entrySize), seed);
        byte[] signed = Arrays.copyOf(mutated, mutated.length + entrySize);
        System.arraycopy(file, file.length - entrySize, signed, mutated.length, entrySize - CHECKSUM);
        byte[] checksum = HexFormat.of().formatHex(sha256(mutated)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(checksum, 0, signed, signed.length - CHECKSUM, CHECKSUM);
        return signed;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
