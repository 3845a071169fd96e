package org.deciban.tunnels.learned;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.deciban.transformer.io.Json;
import org.deciban.transformer.io.JsonAt;
import org.deciban.transformer.io.JsonValue;
import org.deciban.transformer.io.JsonValue.JsonBoolean;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;
import org.deciban.transformer.io.SafetensorsReader;
import org.deciban.transformer.io.SafetensorsWriter;
import org.deciban.transformer.io.TensorEntries;
import org.deciban.transformer.io.TensorInfo;
import org.deciban.transformer.io.TensorType;
import org.deciban.transformer.io.TransformerFormatException;

/**
 * Safetensors files of weights, and of what training keeps beside them under names with a prefix. The metadata hold the spec, as
 * JSON under {@code deciban.learned}, and the notes.
 */
final class WeightsFile {
    private static final String SPEC = "deciban.learned";
    private static final String PLACE = "metadata " + SPEC;
    private static final List<String> SIZES =
            List.of("inputs", "outcomes", "maximum_length", "width", "heads", "layers", "hidden");

    private WeightsFile() {}

    /**
     * Writes sets of tensors of one spec, all as floats if all are floats; a file of that name is replaced once the new one is
     * complete.
     *
     * @param byPrefix the sets by the prefix of their names; the notes of the first are written
     */
    static void write(Path path, Map<String, LearnedWeights> byPrefix) {
        LearnedWeights first = byPrefix.values().iterator().next();
        boolean floats = byPrefix.values().stream().allMatch(LearnedWeights::areFloats);
        SafetensorsWriter writer = new SafetensorsWriter().metadata(SPEC, Json.write(toJson(first.spec())));
        first.notes().forEach(writer::metadata);
        byPrefix.forEach((prefix, tensors) -> {
            for (TensorShape shape : tensors.spec().tensors()) {
                writer.add(
                        prefix + shape.name(),
                        floats ? TensorType.F32 : TensorType.F64,
                        List.of((long) shape.rows(), (long) shape.columns()),
                        sink -> {
                            for (double value : tensors.shared(shape.name())) {
                                sink.putReal(value);
                            }
                        });
            }
        });
        writer.requireWritable();
        Path part = path.resolveSibling(path.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                writer.writeTo(channel);
            }
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + ": " + e, e);
        }
    }

    /**
     * Reads sets of tensors.
     *
     * @return in the order of the prefixes, each with the notes of the file
     * @throws TransformerFormatException if the file cannot be read, or does not hold exactly these sets of a spec
     */
    static List<LearnedWeights> read(Path path, List<String> prefixes) {
        try (SafetensorsReader reader = SafetensorsReader.open(path)) {
            LearnedSpec spec = spec(reader);
            requireNames(reader, spec, prefixes);
            Map<String, String> notes = new TreeMap<>(reader.metadata());
            notes.remove(SPEC);
            List<LearnedWeights> sets = new ArrayList<>();
            for (String prefix : prefixes) {
                sets.add(LearnedWeights.of(spec, shape -> entries(reader, prefix, shape), notes));
            }
            return sets;
        }
    }

    private static void requireNames(SafetensorsReader reader, LearnedSpec spec, List<String> prefixes) {
        List<String> expected = new ArrayList<>();
        for (String prefix : prefixes) {
            spec.tensors().forEach(shape -> expected.add(prefix + shape.name()));
        }
        for (String name : reader.tensors().keySet()) {
            if (!expected.contains(name)) {
                throw new TransformerFormatException(
                        reader.file(),
                        "tensor " + name,
                        "the " + expected.size() + " tensors of its spec, from " + expected.get(0) + " on",
                        "one more",
                        "Maybe the state of a training, where the weights alone are wanted?");
            }
        }
    }

    private static double[] entries(SafetensorsReader reader, String prefix, TensorShape shape) {
        TensorEntries entries = reader.entries(prefix + shape.name());
        TensorInfo info = entries.tensor();
        List<Long> wanted = List.of((long) shape.rows(), (long) shape.columns());
        if (!info.shape().equals(wanted) || !info.type().isReal()) {
            throw new TransformerFormatException(
                    reader.file(),
                    "tensor " + info.name(),
                    "real numbers of shape " + wanted,
                    info.type() + " of shape " + info.shape(),
                    "Maybe the spec in the metadata is of another model?");
        }
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = entries.nextReal();
        }
        return values;
    }

    private static JsonObject toJson(LearnedSpec spec) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("kind", new JsonText(spec.kind().label()));
        int[] sizes = {
            spec.inputs(),
            spec.outcomes(),
            spec.maximumLength(),
            spec.width(),
            spec.heads(),
            spec.layers(),
            spec.hidden()
        };
        for (int i = 0; i < sizes.length; i++) {
            fields.put(SIZES.get(i), JsonNumber.of(sizes[i]));
        }
        fields.put("causal", new JsonBoolean(spec.causal()));
        return new JsonObject(fields);
    }

    private static LearnedSpec spec(SafetensorsReader reader) {
        String text = reader.metadata().get(SPEC);
        if (text == null) {
            throw new TransformerFormatException(
                    reader.file(),
                    "",
                    "the metadata " + SPEC,
                    "a file without it",
                    "Maybe a compiled transformer, or a file of another program?");
        }
        JsonAt json = Json.parse(reader.file(), PLACE, text);
        List<String> keys = new ArrayList<>(SIZES);
        keys.addAll(List.of("kind", "causal"));
        json.requireOnly(keys);
        int[] sizes = SIZES.stream()
                .mapToInt(key -> json.get(key).integer(0, Integer.MAX_VALUE))
                .toArray();
        if (!(json.get("causal").value() instanceof JsonBoolean causal)) {
            throw json.get("causal")
                    .fault("true or false", json.get("causal").value().kind(), "");
        }
        try {
            return new LearnedSpec(
                    kind(json.get("kind")),
                    sizes[0],
                    sizes[1],
                    sizes[2],
                    sizes[3],
                    sizes[4],
                    sizes[5],
                    sizes[6],
                    causal.value());
        } catch (IllegalArgumentException e) {
            throw new TransformerFormatException(reader.file(), PLACE, "sizes of a model", e.getMessage(), "");
        }
    }

    private static ModelKind kind(JsonAt json) {
        for (ModelKind kind : ModelKind.values()) {
            if (kind.label().equals(json.text().toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw json.fault("transformer, mlp or lstm", json.text(), "");
    }
}
