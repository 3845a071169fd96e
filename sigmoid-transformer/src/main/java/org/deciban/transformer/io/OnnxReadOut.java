package org.deciban.transformer.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;

/**
 * What a graph gives: the cells after each read layer, and distributions from the last of them.
 *
 * <p>A stream that has become infinite or NaN anywhere stays so, since layers only add to it. So each read adds the sum of
 * {@code x − x} over the whole stream: 0, or NaN, which then shows in every cell.
 */
final class OnnxReadOut {
    private final OnnxGraph graph;
    private final ReadOut readOut;
    private final int modelDim;
    private final String flatShape;
    private final String cellTable;
    private final String axis1;
    private final List<String> reads = new ArrayList<>();

    OnnxReadOut(OnnxGraph graph, Program program) {
        this.graph = graph;
        this.readOut = program.readOut();
        this.modelDim = program.tokens().columns();
        this.flatShape = graph.constants.integers(
                "flat_shape", -1, (long) program.tokens().rows() * modelDim);
        this.cellTable = graph.constants.integers("read_cells", cells());
        this.axis1 = graph.constants.integers("axis_1", 1);
    }

    private long[] cells() {
        return readOut.cells().stream()
                .mapToLong(cell -> (long) cell.token() * modelDim + cell.dimension())
                .toArray();
    }

    /** Appends a read of the stream after a layer. */
    void read(int layer, String stream) {
        String name = "read." + layer;
        String flat = graph.node("Reshape", name + "/flat", stream, flatShape);
        String picked = graph.alongAxis("Gather", 1, name + "/picked", flat, cellTable);
        String difference = graph.node("Sub", name + "/difference", flat, flat);
        String nan = graph.node("ReduceSum", name + "/zero_or_nan", difference, axis1);
        reads.add(graph.node("Add", name, picked, nan));
    }

    /** Appends the output {@code [batch, reads, cells]}. */
    void appendReads(String output) {
        String[] rows = reads.stream()
                .map(read -> graph.node("Unsqueeze", read + "/row", read, axis1))
                .toArray(String[]::new);
        graph.alongAxis("Concat", 1, output, rows);
    }

    /** Appends the output {@code [batch, distributions, most states]}. */
    void appendPosteriors(String output) {
        String last = reads.get(reads.size() - 1);
        String logits = logits(last);
        int most = mostStates();
        if (readOut.states().stream().allMatch(count -> count == most)) {
            graph.alongAxis("Softmax", -1, output, logits);
            return;
        }
        String exists = graph.constants.flags("state_exists", readOut.states().size(), most, exists());
        String nothing = graph.constants.scalar(Double.NEGATIVE_INFINITY);
        String masked = graph.node("Where", "posteriors/masked", exists, logits, nothing);
        String softmax = graph.alongAxis("Softmax", -1, "posteriors/softmax", masked);
        graph.node("Where", output, exists, softmax, graph.constants.scalar(0));
    }

    /** The most states of a distribution. */
    int mostStates() {
        return readOut.states().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** Logits as a sum of terms {@code coefficient · cell}: a dense matrix would be mostly zeros. */
    private String logits(String cells) {
        int terms = 1;
        for (int row = 0; row < readOut.logits().rows(); row++) {
            terms = Math.max(terms, Row.of(readOut.logits(), row).columns.size());
        }
        String sum = "";
        for (int term = 0; term < terms; term++) {
            int which = term;
            String name = "logits." + term;
            int distributions = readOut.states().size();
            String index = graph.constants.integerTable(
                    name + "/cells",
                    distributions,
                    mostStates(),
                    () -> Arrays.stream(entries(which, true))
                            .mapToLong(column -> (long) column)
                            .toArray());
            String picked = graph.alongAxis("Gather", 1, name + "/picked", cells, index);
            String coefficient = graph.constants.table(
                    name + "/coefficients", distributions, mostStates(), () -> entries(which, false));
            String product = graph.node("Mul", name, picked, coefficient);
            sum = sum.isEmpty() ? product : graph.node("Add", name + "/sum", sum, product);
        }
        return sum;
    }

    private double[] entries(int term, boolean columns) {
        int most = mostStates();
        double[] entries = new double[Math.multiplyExact(readOut.states().size(), most)];
        int logit = 0;
        for (int g = 0; g < readOut.states().size(); g++) {
            for (int s = 0; s < readOut.states().get(g); s++) {
                Row row = Row.of(readOut.logits(), logit++);
                if (term < row.columns.size()) {
                    entries[g * most + s] = columns ? row.columns.get(term) : row.values.get(term);
                }
            }
        }
        return entries;
    }

    private byte[] exists() {
        int most = mostStates();
        byte[] exists = new byte[Math.multiplyExact(readOut.states().size(), most)];
        for (int g = 0; g < readOut.states().size(); g++) {
            Arrays.fill(exists, g * most, g * most + readOut.states().get(g), (byte) 1);
        }
        return exists;
    }

    private record Row(List<Integer> columns, List<Double> values) {
        static Row of(Matrix matrix, int row) {
            Row result = new Row(new ArrayList<>(), new ArrayList<>());
            matrix.forEachInRow(row, (column, value) -> {
                result.columns.add(column);
                result.values.add(value);
            });
            return result;
        }
    }
}
