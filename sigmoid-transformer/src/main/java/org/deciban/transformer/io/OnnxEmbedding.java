package org.deciban.transformer.io;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;

/**
 * The tokens of a run: those of the program with zeros at the inputs, plus the inputs.
 *
 * <p>With k the number of dimensions that hold inputs, a table {@code [tokens, k]} of indices picks for each token the inputs
 * that stand there, or a zero appended to them, and a 0/1 matrix {@code [k, d]} moves them to their dimensions. Every sum has
 * one term that is not a zero, so nothing is rounded.
 */
final class OnnxEmbedding {
    private OnnxEmbedding() {}

    /** Appends the embedding of {@code inputs}, shape {@code [batch, inputs]}, and returns the stream before layer 0. */
    static String append(OnnxGraph graph, Program program, String inputs) {
        Matrix tokens = program.tokens();
        List<Cell> cells = program.inputs().stream().map(Input::cell).toList();
        int[] dimensions = cells.isEmpty()
                ? new int[] {0}
                : cells.stream().mapToInt(Cell::dimension).sorted().distinct().toArray();
        String fixed = graph.constants.rows(
                "tokens", tokens.rows(), tokens.columns(), () -> tokens.with(cells, new double[cells.size()]));
        String table = graph.constants.integerTable(
                "input_table", tokens.rows(), dimensions.length, () -> table(tokens.rows(), cells, dimensions));
        String selection = graph.constants.rows(
                "input_dimensions",
                dimensions.length,
                tokens.columns(),
                () -> selection(cells.isEmpty(), dimensions, tokens.columns()));
        String padding = graph.constants.integers("input_padding", 0, 0, 0, 1);

        String padded = graph.node("Pad", "embedding/padded", inputs, padding);
        String picked = graph.alongAxis("Gather", 1, "embedding/picked", padded, table);
        String moved = graph.node("MatMul", "embedding/moved", picked, selection);
        return graph.node("Add", "embedding", moved, fixed);
    }

    private static long[] table(int tokens, List<Cell> cells, int[] dimensions) {
        Map<Integer, Integer> column = new HashMap<>();
        for (int dimension : dimensions) {
            column.put(dimension, column.size());
        }
        long[] table = new long[Math.multiplyExact(tokens, dimensions.length)];
        Arrays.fill(table, cells.size());
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            table[cell.token() * dimensions.length + column.get(cell.dimension())] = i;
        }
        return table;
    }

    private static Matrix selection(boolean empty, int[] dimensions, int modelDim) {
        Matrix.Builder selection = Matrix.builder(dimensions.length, modelDim);
        for (int dimension : dimensions) {
            if (!empty) {
                selection.append(dimension, 1);
            }
            selection.endRow();
        }
        return selection.build();
    }
}
