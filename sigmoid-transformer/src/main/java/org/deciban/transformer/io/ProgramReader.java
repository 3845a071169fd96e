package org.deciban.transformer.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.io.JsonValue.JsonObject;

/** Reads a program from its config and tensors. */
final class ProgramReader {
    private final SafetensorsReader reader;
    private final JsonAt config;
    private final TensorType weights;
    private final MatrixReader matrices;
    private final int modelDim;

    private ProgramReader(SafetensorsReader reader) {
        this.reader = reader;
        String text = reader.metadata().get(TensorNames.CONFIG);
        if (text == null) {
            throw new TransformerFormatException(
                    reader.file(),
                    SafetensorsHeader.METADATA,
                    "the key " + TensorNames.CONFIG,
                    "the keys " + reader.metadata().keySet(),
                    "Maybe the file holds tensors of another kind of model?");
        }
        this.config = Json.parse(reader.file(), TensorNames.CONFIG, text);
        requireFormat();
        config.requireOnly(TensorNames.CONFIG_KEYS);
        this.weights = weightType();
        this.matrices = new MatrixReader(reader, weights);
        this.modelDim = config.get("d_model").integer(1, Integer.MAX_VALUE);
    }

    static TransformerFile read(SafetensorsReader reader) {
        return new ProgramReader(reader).read();
    }

    /** Asked before unknown keys are complained of: a later version may have others. */
    private void requireFormat() {
        JsonAt format = config.get("format");
        if (!format.text().equals(TensorNames.FORMAT)) {
            throw format.fault(TensorNames.FORMAT, format.text(), "");
        }
        JsonAt version = config.get("version");
        if (version.whole() != TensorNames.VERSION) {
            throw version.fault(
                    Integer.toString(TensorNames.VERSION),
                    version.value().kind(),
                    "Maybe the file was written by a later version?");
        }
    }

    private TensorType weightType() {
        JsonAt dtype = config.get("dtype");
        for (TensorType type : List.of(TensorType.F64, TensorType.F32)) {
            if (TensorNames.dtype(type).equals(dtype.text())) {
                return type;
            }
        }
        throw dtype.fault("float64 or float32", dtype.text(), "");
    }

    private TransformerFile read() {
        JsonAt provenance = config.get("provenance");
        if (!(provenance.value() instanceof JsonObject object)) {
            throw provenance.fault("an object", provenance.value().kind(), "");
        }
        List<Layer> layers = layers();
        Matrix tokens = matrices.sparse(TensorNames.TOKENS, modelDim);
        config.get("n_tokens").requireEqual(tokens.rows(), "the number of rows of " + TensorNames.TOKENS);
        requireNoOtherTensors();
        try {
            Transformer transformer = new Transformer(layout(), layers);
            PlaceReader places = new PlaceReader(reader, matrices, tokens);
            Program program = new Program(transformer, tokens, places.inputs(), places.readOut(layers.size()));
            return new TransformerFile(program, object, weights);
        } catch (IllegalArgumentException e) {
            // Every part was checked; what is left concerns several of them.
            throw new TransformerFormatException(reader.file(), "", "parts that fit together", e.getMessage(), "", e);
        }
    }

    private ResidualLayout layout() {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        int next = 0;
        JsonAt residual = config.get("residual");
        for (JsonAt subspace : residual.list()) {
            subspace.requireOnly(TensorNames.SUBSPACE_KEYS);
            subspace.get("start").requireEqual(next, "the end of the subspace before");
            int size = subspace.get("size").integer(1, modelDim - next);
            try {
                layout.add(subspace.get("name").text(), size);
            } catch (IllegalArgumentException e) {
                throw subspace.get("name").fault("another name for each subspace", e.getMessage(), "");
            }
            next += size;
        }
        if (next != modelDim) {
            throw residual.fault(modelDim + " dimensions, which is d_model", next + " of them", "");
        }
        return layout.build();
    }

    private List<Layer> layers() {
        List<Layer> blocks = new ArrayList<>();
        for (JsonAt block : config.get("blocks").list()) {
            blocks.add(new BlockReader(matrices, block, blocks.size(), modelDim).read());
        }
        Set<Integer> used = new TreeSet<>();
        List<Layer> layers = new ArrayList<>();
        JsonAt schedule = config.get("schedule");
        for (JsonAt layer : schedule.list()) {
            int block = layer.integer(0, blocks.size() - 1);
            used.add(block);
            layers.add(blocks.get(block));
        }
        if (layers.isEmpty() || used.size() != blocks.size()) {
            throw schedule.fault(
                    "each of the " + blocks.size() + " blocks at least once", "the blocks " + used + " alone", "");
        }
        return layers;
    }

    private void requireNoOtherTensors() {
        Set<String> names = new TreeSet<>(reader.tensors().keySet());
        names.removeAll(TensorNames.all(config.get("blocks").list().size()));
        if (!names.isEmpty()) {
            throw new TransformerFormatException(
                    reader.file(),
                    "tensor " + names.iterator().next(),
                    "no tensors but those of docs/formats.md",
                    names.size() + " others",
                    "Maybe the file was written by a later version?");
        }
    }
}
