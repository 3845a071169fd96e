package org.deciban.transformer.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways to damage a file. */
final class Mutations {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final double[] ODD_NUMBERS = {
        Double.NaN, Double.POSITIVE_INFINITY, -0.0, 0, 1, Double.longBitsToDouble(1), Double.longBitsToDouble(-1)
    };

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    static int dataStart(byte[] file) {
        return 8 + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    static ObjectNode header(byte[] file) throws IOException {
        String text = new String(file, 8, dataStart(file) - 8, StandardCharsets.UTF_8);
        return (ObjectNode) JSON.readTree(text);
    }

    static JsonNode config(ObjectNode header) throws IOException {
        return JSON.readTree(header.get("__metadata__").get("config").asText());
    }

    /** Damage in the entries alone. */
    byte[] inData(byte[] file) {
        int start = dataStart(file);
        if (random.nextBoolean()) {
            return flipped(file, start, file.length);
        }
        byte[] damaged = file.clone();
        int at = start + random.nextInt((file.length - start) / 8) * 8;
        ByteBuffer.wrap(damaged)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(at, ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)]);
        return damaged;
    }

    /** Damage anywhere else, or of the length. */
    byte[] elsewhere(byte[] file) throws IOException {
        switch (random.nextInt(8)) {
            case 0:
                return flipped(file, 0, 8);
            case 1:
                return flipped(file, 8, dataStart(file));
            case 2:
                return Arrays.copyOf(file, random.nextInt(file.length));
            case 3:
                return spliced(file, random.nextInt(file.length + 1), 0, 1 + random.nextInt(16));
            case 4:
                return spliced(file, random.nextInt(file.length), 1 + random.nextInt(8), random.nextInt(8));
            case 5:
                return swappedOffsets(file);
            case 6:
                ObjectNode header = header(file);
                edit(header);
                return withHeader(file, header);
            default:
                ObjectNode outer = header(file);
                JsonNode config = config(outer);
                edit(config);
                ((ObjectNode) outer.get("__metadata__")).put("config", config.toString());
                return withHeader(file, outer);
        }
    }

    private byte[] flipped(byte[] file, int from, int to) {
        byte[] damaged = file.clone();
        for (int flips = random.nextInt(4) == 0 ? 8 : 1; flips > 0; flips--) {
            damaged[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private byte[] spliced(byte[] file, int at, int removed, int inserted) {
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(file, 0, at);
        byte[] bytes = new byte[inserted];
        random.nextBytes(bytes);
        damaged.write(bytes, 0, inserted);
        int rest = Math.min(file.length, at + removed);
        damaged.write(file, rest, file.length - rest);
        return damaged.toByteArray();
    }

    private byte[] swappedOffsets(byte[] file) throws IOException {
        ObjectNode header = header(file);
        List<String> names = new ArrayList<>();
        header.fieldNames().forEachRemaining(names::add);
        names.remove("__metadata__");
        ObjectNode first = (ObjectNode) header.get(names.get(random.nextInt(names.size())));
        ObjectNode second = (ObjectNode) header.get(names.get(random.nextInt(names.size())));
        JsonNode offsets = first.get("data_offsets");
        first.set("data_offsets", second.get("data_offsets"));
        second.set("data_offsets", offsets);
        return withHeader(file, header);
    }

    private static byte[] withHeader(byte[] file, ObjectNode header) {
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        int start = dataStart(file);
        return ByteBuffer.allocate(8 + text.length + file.length - start)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(file, start, file.length - start)
                .array();
    }

    /** Changes one value somewhere in a tree: removes it, doubles it or puts another in its place. */
    private void edit(JsonNode root) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object) {
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            String key = keys.get(random.nextInt(keys.size()));
            JsonNode old = object.get(key);
            if (random.nextInt(4) == 0) {
                object.remove(key);
            } else if (random.nextInt(4) == 0) {
                object.set(key + "x", old);
            } else {
                object.set(key, other(old));
            }
        } else {
            ArrayNode array = (ArrayNode) container;
            int at = random.nextInt(array.size());
            if (random.nextInt(4) == 0) {
                array.remove(at);
            } else if (random.nextInt(4) == 0) {
                array.add(array.get(at).deepCopy());
            } else {
                array.set(at, other(array.get(at)));
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private JsonNode other(JsonNode old) {
        JsonNode[] others = {
            JSON.getNodeFactory().numberNode(old.asLong() + 1),
            JSON.getNodeFactory().numberNode(old.asLong() - 1),
            JSON.getNodeFactory().numberNode(Long.MAX_VALUE),
            JSON.getNodeFactory().numberNode(Integer.MAX_VALUE),
            JSON.getNodeFactory().numberNode(0.5),
            JSON.getNodeFactory().textNode(old.asText() + "x"),
            JSON.getNodeFactory().textNode(old.asText().equals("F64") ? "I64" : "F64"),
            JSON.getNodeFactory().textNode("softplus"),
            JSON.getNodeFactory().nullNode(),
            JSON.getNodeFactory().booleanNode(true),
            JSON.createArrayNode(),
            JSON.createObjectNode(),
        };
        return others[random.nextInt(others.length)];
    }
}
