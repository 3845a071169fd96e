package org.deciban.transformer.io;

import java.util.ArrayList;
import java.util.List;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ReadOut;

/** Reads where a program takes its inputs and where it is read. */
final class PlaceReader {
    private final SafetensorsReader reader;
    private final MatrixReader matrices;
    private final Matrix tokens;

    PlaceReader(SafetensorsReader reader, MatrixReader matrices, Matrix tokens) {
        this.reader = reader;
        this.matrices = matrices;
        this.tokens = tokens;
    }

    List<Input> inputs() {
        List<Cell> cells = cells(TensorNames.INPUT_CELLS);
        TensorEntries bounds =
                matrices.entries(TensorNames.INPUT_BOUNDS, TensorType.F64, List.of((long) cells.size(), 2L));
        List<Input> inputs = new ArrayList<>();
        for (Cell cell : cells) {
            double least = bounds.nextReal();
            double most = bounds.nextReal();
            if (!(least <= most)) {
                throw bounds.fault("a bound of at least " + least, Double.toString(most), "");
            }
            inputs.add(new Input(cell, least, most));
        }
        return inputs;
    }

    ReadOut readOut(int layerCount) {
        List<Integer> layers = integers(TensorNames.READ_LAYERS, 0, layerCount - 1);
        List<Cell> cells = cells(TensorNames.READ_CELLS);
        Matrix logits = matrices.sparse(TensorNames.READ_LOGITS, cells.size());
        List<Integer> states = integers(TensorNames.READ_STATES, 1, logits.rows());
        long sum = states.stream().mapToLong(Integer::longValue).sum();
        if (sum != logits.rows()) {
            throw new TransformerFormatException(
                    reader.file(),
                    "tensor " + TensorNames.READ_STATES,
                    logits.rows() + " states together, the number of rows of " + TensorNames.READ_LOGITS,
                    sum + " of them",
                    "");
        }
        return new ReadOut(layers, cells, logits, states);
    }

    private List<Cell> cells(String name) {
        TensorInfo tensor = reader.entries(name).tensor();
        long count = tensor.shape().isEmpty() ? 0 : tensor.shape().get(0);
        TensorEntries entries = matrices.entries(name, TensorType.I64, List.of(count, 2L));
        List<Cell> cells = new ArrayList<>();
        while (entries.hasNext()) {
            int token = integer(entries, 0, tokens.rows() - 1);
            cells.add(new Cell(token, integer(entries, 0, tokens.columns() - 1)));
        }
        return cells;
    }

    private List<Integer> integers(String name, int least, int most) {
        TensorEntries entries = matrices.entries(name, TensorType.I64, List.of(matrices.length(name, TensorType.I64)));
        List<Integer> integers = new ArrayList<>();
        while (entries.hasNext()) {
            integers.add(integer(entries, least, most));
        }
        return integers;
    }

    private static int integer(TensorEntries entries, int least, int most) {
        long value = entries.nextInteger();
        if (value < least || value > most) {
            throw entries.fault("an integer from " + least + " to " + most, Long.toString(value), "");
        }
        return (int) value;
    }
}
