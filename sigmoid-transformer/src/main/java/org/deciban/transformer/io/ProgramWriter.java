package org.deciban.transformer.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;

/** Says which tensors a program has, and puts the rest into the config. */
final class ProgramWriter {
    private final TransformerFile file;
    private final SafetensorsWriter writer = new SafetensorsWriter();

    private ProgramWriter(TransformerFile file) {
        this.file = file;
    }

    static SafetensorsWriter of(TransformerFile file) {
        return new ProgramWriter(file).write();
    }

    private SafetensorsWriter write() {
        Program program = file.program();
        List<Layer> layers = program.transformer().layers();
        Map<Layer, Integer> blocks = new LinkedHashMap<>();
        layers.forEach(layer -> blocks.putIfAbsent(layer, blocks.size()));
        List<JsonValue> described = new ArrayList<>();
        blocks.forEach((layer, block) -> described.add(new BlockWriter(writer, file.weights(), block).add(layer)));

        addSparse(TensorNames.TOKENS, program.tokens());
        addCells(
                TensorNames.INPUT_CELLS,
                program.inputs().stream().map(Input::cell).toList());
        addBounds(program.inputs());
        ReadOut readOut = program.readOut();
        addIntegers(TensorNames.READ_LAYERS, readOut.layers());
        addCells(TensorNames.READ_CELLS, readOut.cells());
        addIntegers(TensorNames.READ_STATES, readOut.states());
        addSparse(TensorNames.READ_LOGITS, readOut.logits());

        Map<String, JsonValue> config = new LinkedHashMap<>();
        config.put("format", new JsonText(TensorNames.FORMAT));
        config.put("version", JsonNumber.of(TensorNames.VERSION));
        config.put("dtype", new JsonText(TensorNames.dtype(file.weights())));
        config.put("d_model", JsonNumber.of(program.tokens().columns()));
        config.put("n_tokens", JsonNumber.of(program.tokens().rows()));
        config.put("residual", residual(program.transformer().layout().subspaces()));
        config.put("blocks", new JsonList(described));
        config.put(
                "schedule",
                new JsonList(layers.stream()
                        .<JsonValue>map(layer -> JsonNumber.of(blocks.get(layer)))
                        .toList()));
        config.put("provenance", file.provenance());
        return writer.metadata(TensorNames.CONFIG, Json.write(new JsonObject(config)));
    }

    private static JsonList residual(List<Subspace> subspaces) {
        return new JsonList(subspaces.stream()
                .<JsonValue>map(subspace -> {
                    Map<String, JsonValue> fields = new LinkedHashMap<>();
                    fields.put("name", new JsonText(subspace.name()));
                    fields.put("start", JsonNumber.of(subspace.start()));
                    fields.put("size", JsonNumber.of(subspace.size()));
                    return new JsonObject(fields);
                })
                .toList());
    }

    private void addSparse(String name, Matrix matrix) {
        long entries = matrix.nonZeros();
        writer.add(TensorNames.rowStarts(name), TensorType.I64, List.of(matrix.rows() + 1L), sink -> {
            long[] count = new long[1];
            sink.putInteger(0);
            for (int row = 0; row < matrix.rows(); row++) {
                matrix.forEachInRow(row, (column, value) -> count[0]++);
                sink.putInteger(count[0]);
            }
        });
        writer.add(TensorNames.columns(name), TensorType.I64, List.of(entries), sink -> {
            for (RowEntries row = new RowEntries(matrix); row.next(); ) {
                for (int i = 0; i < row.count(); i++) {
                    sink.putInteger(row.column(i));
                }
            }
        });
        writer.add(TensorNames.values(name), file.weights(), List.of(entries), sink -> {
            for (RowEntries row = new RowEntries(matrix); row.next(); ) {
                for (int i = 0; i < row.count(); i++) {
                    sink.putReal(row.value(i));
                }
            }
        });
    }

    private void addCells(String name, List<Cell> cells) {
        writer.add(name, TensorType.I64, List.of((long) cells.size(), 2L), sink -> {
            for (Cell cell : cells) {
                sink.putInteger(cell.token());
                sink.putInteger(cell.dimension());
            }
        });
    }

    private void addBounds(List<Input> inputs) {
        writer.add(TensorNames.INPUT_BOUNDS, TensorType.F64, List.of((long) inputs.size(), 2L), sink -> {
            for (Input input : inputs) {
                sink.putReal(input.least());
                sink.putReal(input.most());
            }
        });
    }

    private void addIntegers(String name, List<Integer> values) {
        writer.add(name, TensorType.I64, List.of((long) values.size()), sink -> {
            for (int value : values) {
                sink.putInteger(value);
            }
        });
    }
}
