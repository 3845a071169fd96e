package org.deciban.transformer.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;

/**
 * Writes a safetensors file. The same metadata and tensors give the same bytes, in whatever order they were added: metadata
 * and tensors are sorted by name, tensors of wider entries first, and the header is padded with blanks so that every entry
 * stands at a multiple of its size.
 *
 * <p>Entries are asked for while the file is written and never held together, so the memory that it takes does not depend on
 * their number.
 */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;

    private final Map<String, JsonValue> metadata = new TreeMap<>();
    private final Map<String, Tensor> tensors = new TreeMap<>();

    /** A tensor, and where its entries come from. */
    private record Tensor(String name, TensorType type, List<Long> shape, TensorSource source) {}

    /** Gives the entries of one tensor. */
    @FunctionalInterface
    public interface TensorSource {
        /** Puts every entry, row-major. */
        void writeTo(TensorSink sink) throws IOException;
    }

    /**
     * Adds a string to {@code __metadata__}.
     *
     * @throws IllegalArgumentException if the key is taken
     */
    public SafetensorsWriter metadata(String key, String value) {
        if (metadata.putIfAbsent(key, new JsonText(value)) != null) {
            throw new IllegalArgumentException("the metadata has the key " + key + " already");
        }
        return this;
    }

    /**
     * Adds a tensor.
     *
     * @param source is asked for the entries, each time that the file is written
     * @throws IllegalArgumentException if the name is taken or reserved, or the shape is negative or beyond 2^63 bytes
     */
    public SafetensorsWriter add(String name, TensorType type, List<Long> shape, TensorSource source) {
        TensorInfo.bytes(type, shape);
        if (name.equals(SafetensorsHeader.METADATA)
                || tensors.putIfAbsent(name, new Tensor(name, type, List.copyOf(shape), source)) != null) {
            throw new IllegalArgumentException("a tensor cannot be called " + name + ", which is taken");
        }
        return this;
    }

    /**
     * The bytes that the entries will take.
     *
     * @throws IllegalArgumentException if they are beyond 2^63
     */
    public long dataBytes() {
        try {
            long bytes = 0;
            for (Tensor tensor : tensors.values()) {
                bytes = Math.addExact(bytes, TensorInfo.bytes(tensor.type, tensor.shape));
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the tensors have more than 2^63 bytes together", e);
        }
    }

    /**
     * Checks that the header can be written, for callers who want to know before they open a file.
     *
     * @throws IllegalArgumentException as {@link #writeTo}
     */
    public void requireWritable() {
        header(place());
    }

    /**
     * Writes the file.
     *
     * @throws IllegalArgumentException if the header would have more than 100 MB, or a name has half of a surrogate pair;
     *     nothing is written
     */
    public void writeTo(WritableByteChannel channel) throws IOException {
        Map<TensorInfo, TensorSource> placed = place();
        ByteBuffer header = header(placed);
        while (header.hasRemaining()) {
            channel.write(header);
        }
        for (Map.Entry<TensorInfo, TensorSource> tensor : placed.entrySet()) {
            TensorSink sink = new TensorSink(channel, tensor.getKey());
            tensor.getValue().writeTo(sink);
            sink.end();
        }
    }

    private Map<TensorInfo, TensorSource> place() {
        dataBytes();
        List<Tensor> sorted = tensors.values().stream()
                .sorted(Comparator.comparing((Tensor tensor) -> -tensor.type.bytes())
                        .thenComparing(Tensor::name))
                .toList();
        Map<TensorInfo, TensorSource> placed = new LinkedHashMap<>();
        long begin = 0;
        for (Tensor tensor : sorted) {
            long end = begin + TensorInfo.bytes(tensor.type, tensor.shape);
            placed.put(new TensorInfo(tensor.name, tensor.type, tensor.shape, begin, end), tensor.source);
            begin = end;
        }
        return placed;
    }

    private ByteBuffer header(Map<TensorInfo, TensorSource> placed) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            fields.put(SafetensorsHeader.METADATA, new JsonObject(metadata));
        }
        for (TensorInfo tensor : placed.keySet()) {
            Map<String, JsonValue> info = new LinkedHashMap<>();
            info.put("dtype", new JsonText(tensor.type().name()));
            info.put("shape", integers(tensor.shape()));
            info.put("data_offsets", integers(List.of(tensor.begin(), tensor.end())));
            fields.put(tensor.name(), new JsonObject(info));
        }
        byte[] text = Json.write(new JsonObject(fields)).getBytes(StandardCharsets.UTF_8);
        int length = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (length > SafetensorsHeader.MOST_BYTES) {
            throw new IllegalArgumentException("a header must have at most " + SafetensorsHeader.MOST_BYTES
                    + " bytes, got " + length + ". Maybe shorten the provenance?");
        }
        ByteBuffer header =
                ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(text);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    private static JsonList integers(List<Long> values) {
        return new JsonList(values.stream().<JsonValue>map(JsonNumber::of).toList());
    }
}
