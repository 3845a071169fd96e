package org.deciban.transformer.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;

/** Transformers of dense random weights: up to 3 layers, 3 heads each, every activation. */
final class RandomTransformers {
    private final Random random;
    private final int modelDim;

    RandomTransformers(long seed, int modelDim) {
        this.random = new Random(seed);
        this.modelDim = modelDim;
    }

    Transformer transformer() {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", modelDim);
        List<Layer> layers = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int l = 0; l < count; l++) {
            List<AttentionHead> heads = new ArrayList<>();
            for (int h = random.nextInt(4); h > 0; h--) {
                heads.add(head());
            }
            layers.add(new Layer("layer" + l, heads, feedForward()));
        }
        return new Transformer(layout.build(), layers);
    }

    Matrix tokens(int count) {
        return matrix(count, modelDim, 1, 0);
    }

    private AttentionHead head() {
        int keyDim = 1 + random.nextInt(3);
        int valueDim = 1 + random.nextInt(3);
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
