package org.deciban.transformer.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file.
 *
 * @param metadata the strings of {@code __metadata__}
 * @param tensors by name, in the order of the header
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, TensorInfo> tensors) {
    /** The bytes of the number that says how long the header is. */
    static final int LENGTH_BYTES = Long.BYTES;

    /** The longest header that the format allows. */
    static final int MOST_BYTES = 100_000_000;

    static final String METADATA = "__metadata__";

    private static final String PLACE = "header";
    private static final List<String> KEYS = List.of("dtype", "shape", "data_offsets");

    /**
     * Reads a header.
     *
     * @param bytes the header without its length
     * @param dataBytes the bytes of the file after the header
     */
    static SafetensorsHeader parse(String file, byte[] bytes, long dataBytes) {
        String text = decode(file, bytes);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        if (!text.startsWith("{")) {
            throw new TransformerFormatException(
                    file,
                    PLACE,
                    "a header that begins with {",
                    text.isEmpty() ? "none" : text,
                    "Maybe another format?");
        }
        JsonAt json = Json.parse(file, PLACE, text.substring(0, end));
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (String name : json.keys()) {
            if (name.equals(METADATA)) {
                metadata.putAll(metadata(json.get(name)));
            } else {
                tensors.put(name, tensor(name, json.get(name)));
            }
        }
        requireGapless(file, tensors, dataBytes);
        return new SafetensorsHeader(metadata, tensors);
    }

    private static String decode(String file, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            // UTF-8 never takes more chars than bytes.
            CharBuffer out = CharBuffer.allocate(bytes.length);
            var result = decoder.decode(in, out, true);
            if (result.isError()) {
                result.throwException();
            }
            return out.flip().toString();
        } catch (CharacterCodingException e) {
            throw new TransformerFormatException(
                    file,
                    "byte " + (LENGTH_BYTES + in.position()),
                    "a header in UTF-8",
                    "a byte sequence that is none",
                    "Maybe the file is damaged?",
                    e);
        }
    }

    private static Map<String, String> metadata(JsonAt json) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String key : json.keys()) {
            metadata.put(key, json.get(key).text());
        }
        return metadata;
    }

    private static TensorInfo tensor(String name, JsonAt json) {
        json.requireOnly(KEYS);
        JsonAt dtype = json.get("dtype");
        TensorType type = TensorType.find(dtype.text())
                .orElseThrow(() -> dtype.fault(
                        "F64, F32, I64 or I32", dtype.text(), "Maybe convert the tensor to float64 before saving it?"));
        List<Long> shape = new ArrayList<>();
        for (JsonAt size : json.get("shape").list()) {
            shape.add(size.whole());
        }
        List<JsonAt> offsets = json.get("data_offsets").list();
        if (offsets.size() != 2) {
            throw json.get("data_offsets").fault("two offsets", offsets.size() + " of them", "");
        }
        long begin = offsets.get(0).whole();
        long end = offsets.get(1).whole();
        long bytes;
        try {
            bytes = TensorInfo.bytes(type, shape);
        } catch (IllegalArgumentException e) {
            throw json.get("shape").fault("a shape that a file can hold", e.getMessage(), "");
        }
        if (end - begin != bytes) {
            throw json.get("data_offsets")
                    .fault(
                            bytes + " bytes for " + type + " entries of shape " + shape,
                            "[" + begin + ", " + end + "]",
                            "");
        }
        return new TensorInfo(name, type, shape, begin, end);
    }

    private static void requireGapless(String file, Map<String, TensorInfo> tensors, long dataBytes) {
        List<TensorInfo> byPlace = new ArrayList<>(tensors.values());
        byPlace.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        long end = 0;
        for (TensorInfo tensor : byPlace) {
            if (tensor.begin() != end) {
                throw new TransformerFormatException(
                        file,
                        "tensor " + tensor.name(),
                        "data from byte " + end + " on, without a hole or an overlap",
                        "data_offsets [" + tensor.begin() + ", " + tensor.end() + "]",
                        "");
            }
            end = tensor.end();
        }
        if (end != dataBytes) {
            throw new TransformerFormatException(
                    file,
                    "",
                    end + " bytes of data after the header",
                    dataBytes + " bytes",
                    end > dataBytes ? "Maybe the file is truncated?" : "Maybe something was appended?");
        }
    }
}
