package org.deciban.transformer.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

/** Programs of dense random weights: up to 3 layers, 3 heads each, every activation, every layer read or not. */
final class RandomPrograms {
    private final Random random;
    private final int modelDim;

    RandomPrograms(long seed, int modelDim) {
        this.random = new Random(seed);
        this.modelDim = modelDim;
    }

    Program program(int tokens) {
        Transformer transformer = transformer();
        Matrix embedded = matrix(tokens, modelDim, 1, 0);
        List<Cell> cells = new ArrayList<>();
        for (int t = 0; t < tokens; t++) {
            for (int c = 0; c < modelDim; c++) {
                cells.add(new Cell(t, c));
            }
        }
        List<Input> inputs = cells.stream()
                .filter(cell -> random.nextInt(4) == 0)
                .map(cell -> new Input(cell, -2, 2))
                .toList();
        int last = transformer.layers().size() - 1;
        List<Integer> reads = IntStream.rangeClosed(0, last)
                .filter(layer -> layer == last || random.nextBoolean())
                .boxed()
                .toList();
        return new Program(
                transformer, embedded, inputs, new ReadOut(reads, cells, Matrix.zeros(1, cells.size()), List.of(1)));
    }

    double[] inputs(Program program) {
        return random.doubles(program.inputs().size(), -2, 2).toArray();
    }

    private Transformer transformer() {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", modelDim);
        List<Layer> layers = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int l = 0; l < count; l++) {
            if (l > 0 && random.nextInt(4) == 0) {
                layers.add(layers.get(l - 1));
                continue;
            }
            List<AttentionHead> heads = new ArrayList<>();
            for (int h = random.nextInt(4); h > 0; h--) {
                heads.add(head());
            }
            layers.add(new Layer("layer" + l, heads, feedForward()));
        }
        return new Transformer(layout.build(), layers);
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
