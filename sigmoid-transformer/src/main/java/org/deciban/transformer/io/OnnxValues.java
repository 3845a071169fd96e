package org.deciban.transformer.io;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The inputs and outputs that a file declares, compared with those of an exported program. */
final class OnnxValues {
    private final String file;
    private final List<OnnxValue> inputs = new ArrayList<>();
    private final List<OnnxValue> outputs = new ArrayList<>();

    OnnxValues(String file) {
        this.file = file;
    }

    void readGraph(OnnxReader graph) {
        while (graph.hasNext()) {
            OnnxReader.Field field = graph.next();
            if (field.number() == 11) {
                inputs.add(OnnxValue.read(field.content()));
            } else if (field.number() == 12) {
                outputs.add(OnnxValue.read(field.content()));
            }
        }
    }

    OnnxDescription describe(OnnxMetadata metadata) {
        List<Integer> states = metadata.sizes("states");
        OnnxValue in = find(inputs, "input", OnnxExporter.INPUTS, 2);
        OnnxValue posteriors = find(outputs, "output", OnnxExporter.POSTERIORS, 3);
        OnnxValue reads = find(outputs, "output", OnnxExporter.READS, 3);
        OnnxType type = type(in);
        long batch = in.dims().get(0);
        for (OnnxValue output : List.of(posteriors, reads)) {
            require(type(output) == type, output, "of type " + type);
            require(output.dims().get(0) == batch, output, "with the batch of " + in.name() + " " + in.shape());
        }
        OnnxDescription description = new OnnxDescription(
                file,
                type,
                batch < 0 ? OptionalInt.empty() : OptionalInt.of(size(in, 0)),
                metadata.size("tokens"),
                metadata.size("dimensions"),
                size(in, 1),
                size(reads, 1),
                size(reads, 2),
                states,
                metadata.entries());
        require(
                size(posteriors, 1) == states.size() && size(posteriors, 2) == description.mostStates(),
                posteriors,
                "of " + states.size() + " distributions of at most " + description.mostStates() + " states");
        return description;
    }

    private OnnxValue find(List<OnnxValue> values, String kind, String name, int rank) {
        OnnxValue value = values.stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new OnnxFormatException(
                        file,
                        "expected an " + kind + " named " + name + ", found "
                                + values.stream().map(OnnxValue::name).collect(Collectors.joining(", ", "[", "]"))
                                + ". Maybe another program wrote it?"));
        require(value.dims().size() == rank, value, "of " + rank + " dimensions");
        return value;
    }

    private OnnxType type(OnnxValue value) {
        for (OnnxType type : OnnxType.values()) {
            if (type.code == value.typeCode()) {
                return type;
            }
        }
        throw new OnnxFormatException(
                file,
                "expected " + value.name() + " of float64 or float32, found element type " + value.typeCode()
                        + ". Maybe it was converted? Export it again");
    }

    private int size(OnnxValue value, int dim) {
        long size = value.dims().get(dim);
        require(size >= 0 && size <= Integer.MAX_VALUE, value, "with a size in dimension " + dim);
        return (int) size;
    }

    private void require(boolean holds, OnnxValue value, String what) {
        if (!holds) {
            throw new OnnxFormatException(
                    file,
                    "expected " + value.name() + " " + what + ", found shape " + value.shape() + " of element type "
                            + value.typeCode() + ". Maybe it was exported by another version?");
        }
    }
}
