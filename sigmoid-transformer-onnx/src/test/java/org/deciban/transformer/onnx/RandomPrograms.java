package org.deciban.transformer.onnx;

import java.util.ArrayList;
import java.util.HashSet;
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
 * Programs of dense random weights: every activation, heads and feed-forwards of all widths including none, tied layers, inputs
 * at any cells including none, several reads, distributions of different sizes.
 */
final class RandomPrograms {
    private final Random random;
    private final int modelDim;

    private RandomPrograms(long seed) {
        this.random = new Random(seed);
        this.modelDim = 1 + random.nextInt(6);
    }

    static Program program(long seed) {
        return new RandomPrograms(seed).program();
    }

    /** Inputs within the bounds, shape {@code [runs, inputs]}. */
    static double[][] inputs(Program program, int runs, long seed) {
        Random random = new Random(seed);
        double[][] inputs = new double[runs][];
        for (int run = 0; run < runs; run++) {
            inputs[run] = program.inputs().stream()
                    .mapToDouble(input -> input.least() + random.nextDouble() * (input.most() - input.least()))
                    .toArray();
        }
        return inputs;
    }

    private Program program() {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", modelDim);
        List<Layer> layers = new ArrayList<>();
        int distinct = 1 + random.nextInt(3);
        for (int l = 0; l < distinct; l++) {
            layers.add(layer("layer" + l));
        }
        for (int l = random.nextInt(3); l > 0; l--) {
            layers.add(layers.get(random.nextInt(distinct)));
        }
        Matrix tokens = matrix(1 + random.nextInt(6), modelDim, 1, 0);
        List<Input> inputs = cells(tokens, random.nextInt(4)).stream()
                .map(cell -> new Input(cell, -2, 2))
                .toList();
        return new Program(new Transformer(layout.build(), layers), tokens, inputs, readOut(tokens, layers.size()));
    }

    private ReadOut readOut(Matrix tokens, int layers) {
        List<Integer> read = IntStream.range(0, layers)
                .filter(layer -> layer == layers - 1 || random.nextBoolean())
                .boxed()
                .toList();
        List<Cell> cells = cells(tokens, 1 + random.nextInt(5));
        List<Integer> states = IntStream.rangeClosed(0, random.nextInt(3))
                .map(g -> 1 + random.nextInt(4))
                .boxed()
                .toList();
        int logits = states.stream().mapToInt(Integer::intValue).sum();
        double[] entries = new double[logits * cells.size()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = random.nextInt(3) == 0 ? random.nextGaussian() : 0;
        }
        return new ReadOut(read, cells, Matrix.ofRowMajor(logits, cells.size(), entries), states);
    }

    private List<Cell> cells(Matrix tokens, int most) {
        Set<Cell> cells = new HashSet<>();
        for (int i = 0; i < most; i++) {
            cells.add(new Cell(random.nextInt(tokens.rows()), random.nextInt(tokens.columns())));
        }
        return new ArrayList<>(cells);
    }

    private Layer layer(String name) {
        List<AttentionHead> heads = new ArrayList<>();
        for (int h = random.nextInt(4); h > 0; h--) {
            heads.add(head());
        }
        return new Layer(name, heads, feedForward());
    }

    private AttentionHead head() {
        int keyDim = random.nextInt(4);
        int valueDim = random.nextInt(4);
        double scale = 1 / Math.sqrt(modelDim);
        return new AttentionHead(
                "head",
                matrix(keyDim, modelDim, scale, 0),
                matrix(keyDim, modelDim, scale, 0),
                matrix(valueDim, modelDim, scale, 0),
                matrix(modelDim, valueDim, scale, 0));
    }

    private FeedForward feedForward() {
        if (random.nextInt(4) == 0) {
            return FeedForward.none(modelDim);
        }
        int hidden = random.nextInt(5);
        Activation activation = Activation.values()[random.nextInt(Activation.values().length)];
        // The logarithm is steep at 0, where the rounding of its argument says nothing about the engine: stay away.
        double centre = activation == Activation.LOG ? 1000 : 0;
        double scale = 1 / Math.sqrt(modelDim);
        return new FeedForward(
                matrix(hidden, modelDim, scale, 0),
                matrix(hidden, 1, 1, centre),
                matrix(modelDim, hidden, scale, 0),
                matrix(modelDim, 1, 1, 0),
                activation);
    }

    private Matrix matrix(int rows, int columns, double scale, double centre) {
        double[] entries = new double[rows * columns];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = centre + scale * (2 * random.nextDouble() - 1);
        }
        return Matrix.ofRowMajor(rows, columns, entries);
    }
}
