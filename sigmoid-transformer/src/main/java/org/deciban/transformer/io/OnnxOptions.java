package org.deciban.transformer.io;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How to export.
 *
 * @param type the numbers of the file
 * @param batch the number of runs that the file takes at once; empty for a symbolic dimension named {@code batch}
 * @param metadata further entries for the file's metadata, e.g. the construction and names
 * @param mostBytes the largest file that may be written, at most {@link #FORMAT_LIMIT}
 */
public record OnnxOptions(OnnxType type, OptionalInt batch, SortedMap<String, String> metadata, long mostBytes) {
    /** Protocol buffers end at 2 GiB: no ONNX file with its weights inside can have more bytes. */
    public static final long FORMAT_LIMIT = Integer.MAX_VALUE;

    /**
     * @throws IllegalArgumentException if the batch is less than 1, the budget is less than 1 or above the format's limit, or a
     *     metadata key belongs to the exporter
     */
    public OnnxOptions {
        if (batch.isPresent() && batch.getAsInt() < 1) {
            throw new IllegalArgumentException("the batch must be at least 1, got " + batch.getAsInt());
        }
        if (mostBytes < 1 || mostBytes > FORMAT_LIMIT) {
            throw new IllegalArgumentException(
                    "the budget of an ONNX file must be in [1, " + FORMAT_LIMIT + "] bytes, got " + mostBytes);
        }
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        for (String key : metadata.keySet()) {
            if (key.startsWith(OnnxExporter.OWN_KEYS)) {
                throw new IllegalArgumentException("metadata keys that start with " + OnnxExporter.OWN_KEYS
                        + " belong to the exporter, got " + key);
            }
        }
    }

    /** Any batch, no further metadata, and what the format can hold. */
    public static OnnxOptions of(OnnxType type) {
        return new OnnxOptions(type, OptionalInt.empty(), new TreeMap<>(), FORMAT_LIMIT);
    }

    /** The same for a fixed number of runs at once. */
    public OnnxOptions withBatch(int runs) {
        return new OnnxOptions(type, OptionalInt.of(runs), metadata, mostBytes);
    }

    /** The same with one more metadata entry. */
    public OnnxOptions withMetadata(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(metadata);
        more.putAll(Map.of(key, value));
        return new OnnxOptions(type, batch, more, mostBytes);
    }

    /** The same with another budget. */
    public OnnxOptions withMostBytes(long bytes) {
        return new OnnxOptions(type, batch, metadata, bytes);
    }
}
