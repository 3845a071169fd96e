package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;

/**
 * Draws programs of the kind that folding is made for: tokens with addresses in pairs of bits and a few flags that nothing writes,
 * and content that layers move; heads of every {@link Kind}; tied layers; every activation; inputs and read-outs at any cell.
 */
final class SparsePrograms {
    /** What a head looks at, and what it does. */
    enum Kind {
        /** Looks at its own token and takes away all or half of one entry, or moves it elsewhere. */
        SELF,
        /** Keys and queries never move; several tokens get weight. */
        STILL,
        /** Moving queries, keys and values that never move; addresses far outweigh content. */
        CONTENT,
        /** The same, with an address that content can outweigh. */
        CONTENT_THAT_OUTWEIGHS,
        /** Keys move. */
        MOVING_KEYS,
        /** Queries and values move. */
        MOVING_VALUES
    }

    private static final int FLAGS = 3;
    private static final int CONTENT = 4;

    private final Random random;
    private final int bits;
    private final int tokens;
    private final int modelDim;

    private SparsePrograms(long seed) {
        this.random = new Random(seed);
        this.bits = 1 + random.nextInt(3);
        this.tokens = 1 + random.nextInt(1 << bits);
        this.modelDim = 2 * bits + FLAGS + CONTENT;
    }

    static Program program(long seed) {
        return new SparsePrograms(seed).program(Kind.values());
    }

    /** A program that has heads of these kinds alone. */
    static Program program(long seed, Kind... kinds) {
        return new SparsePrograms(seed).program(kinds);
    }

    /** Inputs within the bounds, shape {@code [runs, inputs]}. */
    static double[][] inputs(Program program, int runs, long seed) {
        Random random = new Random(seed);
        double[][] inputs = new double[runs][];
        for (int run = 0; run < runs; run++) {
            inputs[run] = program.inputs().stream()
                    .mapToDouble(input -> random.nextInt(4) == 0
                            ? input.least()
                            : input.least() + random.nextDouble() * (input.most() - input.least()))
                    .toArray();
        }
        return inputs;
    }

    private Program program(Kind... kinds) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", modelDim);
        List<Layer> layers = new ArrayList<>();
        int distinct = 1 + random.nextInt(3);
        for (int l = 0; l < distinct; l++) {
            layers.add(layer("layer" + l, kinds));
        }
        for (int l = random.nextInt(4); l > 0; l--) {
            layers.add(layers.get(random.nextInt(distinct)));
        }
        // Now and then an input is a flag, which then is content too.
        List<Input> inputs = cells(random.nextInt(5), random.nextInt(6) == 0 ? 2 * bits : modelDim - CONTENT).stream()
                .map(cell -> new Input(cell, -1, 2))
                .toList();
        return new Program(new Transformer(layout.build(), layers), embedding(), inputs, readOut(layers.size()));
    }

    private Matrix embedding() {
        double[] entries = new double[tokens * modelDim];
        for (int t = 0; t < tokens; t++) {
            for (int b = 0; b < bits; b++) {
                int bit = t >> b & 1;
                entries[t * modelDim + 2 * b + bit] = 1;
            }
            for (int c = 2 * bits; c < modelDim; c++) {
                double x = c < 2 * bits + FLAGS ? random.nextInt(3) - 1 : 2 * random.nextDouble() - 1;
                entries[t * modelDim + c] = random.nextBoolean() ? x : 0;
            }
        }
        return Matrix.ofRowMajor(tokens, modelDim, entries);
    }

    private ReadOut readOut(int layers) {
        List<Integer> read = IntStream.range(0, layers)
                .filter(layer -> layer == layers - 1 || random.nextBoolean())
                .boxed()
                .toList();
        List<Cell> cells = cells(1 + random.nextInt(2 * tokens), random.nextInt(4) == 0 ? 0 : modelDim - CONTENT);
        return new ReadOut(read, cells, Matrix.zeros(1, cells.size()), List.of(1));
    }

    private List<Cell> cells(int most, int firstDimension) {
        Set<Cell> cells = new LinkedHashSet<>();
        for (int i = 0; i < most; i++) {
            cells.add(new Cell(random.nextInt(tokens), firstDimension + random.nextInt(modelDim - firstDimension)));
        }
        return new ArrayList<>(cells);
    }

    private Layer layer(String name, Kind... kinds) {
        List<AttentionHead> heads = new ArrayList<>();
        for (int h = random.nextInt(4); h > 0; h--) {
            heads.add(head(kinds[random.nextInt(kinds.length)]));
        }
        return new Layer(name, heads, feedForward());
    }

    private AttentionHead head(Kind kind) {
        int values = 1 + random.nextInt(2);
        Matrix moving = rows(values, modelDim - CONTENT, CONTENT, 1);
        Matrix still = rows(values, 2 * bits, FLAGS, 1);
        Matrix out = out(values);
        int flags = 2 * bits;
        int content = modelDim - CONTENT;
        switch (kind) {
            case SELF:
                int from = content + random.nextInt(CONTENT);
                int to = random.nextInt(3) == 0 ? content + random.nextInt(CONTENT) : from;
                double share = new double[] {-1, -0.5, -0.25}[random.nextInt(3)];
                return new AttentionHead(
                        kind.name(), address(0, 2048), address(0, 1), unit(1, from), unitColumn(to, share));
            case STILL:
                double price = new double[] {1, 3, 400, 2048}[random.nextInt(4)];
                return new AttentionHead(
                        kind.name(),
                        rows(2, 0, flags + FLAGS, price),
                        rows(2, 0, flags + FLAGS, 1),
                        random.nextBoolean() ? moving : still,
                        out);
            case CONTENT:
            case CONTENT_THAT_OUTWEIGHS:
                boolean outweighs = kind == Kind.CONTENT_THAT_OUTWEIGHS;
                Matrix queries = address(2, outweighs ? 800 : 4096).plus(shifted(content, outweighs ? 300 : 1));
                return new AttentionHead(kind.name(), queries, address(2, 1).plus(shifted(flags, 1)), still, out);
            case MOVING_KEYS:
                return new AttentionHead(
                        kind.name(),
                        rows(2, 0, modelDim, 1),
                        rows(2, content, CONTENT, 1),
                        random.nextBoolean() ? moving : still,
                        out);
            default:
                return new AttentionHead(
                        kind.name(), rows(2, content, CONTENT, 1), rows(2, flags, FLAGS, 1), moving, out);
        }
    }

    /** The bits, times a factor, and more rows of zeros. */
    private Matrix address(int more, double factor) {
        double[] entries = new double[(2 * bits + more) * modelDim];
        for (int b = 0; b < 2 * bits; b++) {
            entries[b * modelDim + b] = factor;
        }
        return Matrix.ofRowMajor(2 * bits + more, modelDim, entries);
    }

    /** Two random rows that read a few dimensions, behind the rows of the bits. */
    private Matrix shifted(int from, double scale) {
        double[] entries = new double[(2 * bits + 2) * modelDim];
        for (int i = 2 * bits * modelDim; i < entries.length; i++) {
            int column = i % modelDim;
            boolean inside = column >= from && column < from + (from == 2 * bits ? FLAGS : CONTENT);
            entries[i] = inside ? scale * (2 * random.nextDouble() - 1) : 0;
        }
        return Matrix.ofRowMajor(2 * bits + 2, modelDim, entries);
    }

    private Matrix unit(int rows, int column) {
        double[] entries = new double[rows * modelDim];
        entries[column] = 1;
        return Matrix.ofRowMajor(rows, modelDim, entries);
    }

    private Matrix unitColumn(int row, double value) {
        double[] entries = new double[modelDim];
        entries[row] = value;
        return Matrix.ofRowMajor(modelDim, 1, entries);
    }

    private Matrix rows(int rows, int from, int count, double scale) {
        double[] entries = new double[rows * modelDim];
        for (int r = 0; r < rows; r++) {
            for (int c = from; c < from + count; c++) {
                entries[r * modelDim + c] = random.nextBoolean() ? scale * (2 * random.nextDouble() - 1) : 0;
            }
        }
        return Matrix.ofRowMajor(rows, modelDim, entries);
    }

    private Matrix out(int values) {
        double[] entries = new double[modelDim * values];
        for (int d = modelDim - CONTENT; d < modelDim; d++) {
            for (int v = 0; v < values; v++) {
                entries[d * values + v] = random.nextInt(3) == 0 ? 2 * random.nextDouble() - 1 : 0;
            }
        }
        return Matrix.ofRowMajor(modelDim, values, entries);
    }

    private FeedForward feedForward() {
        int hidden = random.nextInt(4);
        Activation activation = Activation.values()[random.nextInt(Activation.values().length)];
        // The logarithm is steep at 0, where the rounding of its argument says nothing about the engine: stay away.
        double[] b1 = new double[hidden];
        Arrays.setAll(b1, u -> random.nextGaussian() + (activation == Activation.LOG ? 1000 : 0));
        double[] b2 = new double[modelDim];
        int biased = modelDim - 1 - random.nextInt(CONTENT);
        b2[biased] = random.nextInt(4) == 0 ? random.nextGaussian() : 0;
        return new FeedForward(
                rows(hidden, 2 * bits, FLAGS + CONTENT, 0.5),
                Matrix.ofRowMajor(hidden, 1, b1),
                out(hidden),
                Matrix.ofRowMajor(modelDim, 1, b2),
                activation);
    }
}
