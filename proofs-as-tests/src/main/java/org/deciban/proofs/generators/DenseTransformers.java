package org.deciban.proofs.generators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;

/**
 * Draws transformers of 1 to 3 layers, 0 to 3 heads a layer, widths 2 to 8, every activation, on 1 to 7 tokens.
 *
 * <p>Weights are normal. A {@code gain} of 1 gives every projection outputs of the size of its inputs, as trained weights
 * have; a gain of 4 gives attention that is almost hard and hidden units that saturate.
 */
public final class DenseTransformers {
    private DenseTransformers() {}

    /** One case; the same random stream gives the same case. */
    public static DenseCase draw(RandomGenerator random, double gain) {
        int d = 2 + random.nextInt(7);
        List<Layer> layers = new ArrayList<>();
        int depth = 1 + random.nextInt(3);
        for (int l = 0; l < depth; l++) {
            layers.add(layer("layer" + l, d, gain, random));
        }
        Matrix tokens = gaussian(1 + random.nextInt(7), d, 1, random);
        Transformer transformer = new Transformer(layout(d), layers);
        String description = depth + " layers, width " + d + ", gain " + gain + ", activations "
                + layers.stream().map(layer -> layer.feedForward().activation()).toList() + ", heads "
                + layers.stream().map(layer -> layer.heads().size()).toList() + ", tokens "
                + Arrays.toString(tokens.toRowMajor());
        return new DenseCase(transformer, tokens, description);
    }

    /**
     * A transformer that writes every dimension but the first; half of its heads score tokens by the first alone.
     *
     * <p>Two to four dimensions, two layers of one or two heads.
     */
    public static Transformer keepingFirstDimension(RandomGenerator random) {
        int d = 2 + random.nextInt(3);
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < 2; l++) {
            List<AttentionHead> heads = new ArrayList<>();
            int count = 1 + random.nextInt(2);
            for (int h = 0; h < count; h++) {
                Matrix projection = gaussian(1, d, 1, random);
                Matrix scored = random.nextBoolean() ? Matrix.ofRowMajor(1, d, unit(d)) : projection;
                heads.add(new AttentionHead(
                        "head" + l + "." + h,
                        scored,
                        scored,
                        gaussian(2, d, 1, random),
                        withoutFirstRow(d, 2, random)));
            }
            FeedForward feedForward = new FeedForward(
                    gaussian(3, d, 1, random),
                    gaussian(3, 1, 1, random),
                    withoutFirstRow(d, 3, random),
                    withoutFirstRow(d, 1, random),
                    Activation.SIGMOID);
            layers.add(new Layer("layer" + l, heads, feedForward));
        }
        return new Transformer(layout(d), layers);
    }

    private static double[] unit(int d) {
        double[] unit = new double[d];
        unit[0] = 1;
        return unit;
    }

    private static Matrix withoutFirstRow(int rows, int columns, RandomGenerator random) {
        double[] entries = gaussian(rows, columns, 1, random).toRowMajor();
        Arrays.fill(entries, 0, columns, 0);
        return Matrix.ofRowMajor(rows, columns, entries);
    }

    /** The second matrix with the first column of the first. */
    public static Matrix withFirstColumnOf(Matrix first, Matrix other) {
        double[] entries = other.toRowMajor();
        for (int row = 0; row < other.rows(); row++) {
            entries[row * other.columns()] = first.get(row, 0);
        }
        return Matrix.ofRowMajor(other.rows(), other.columns(), entries);
    }

    private static ResidualLayout layout(int d) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("x", d);
        return layout.build();
    }

    private static Layer layer(String name, int d, double gain, RandomGenerator random) {
        List<AttentionHead> heads = new ArrayList<>();
        int count = random.nextInt(4);
        for (int h = 0; h < count; h++) {
            int keys = 1 + random.nextInt(4);
            int values = 1 + random.nextInt(4);
            heads.add(new AttentionHead(
                    "head" + h,
                    gaussian(keys, d, gain / Math.sqrt(d), random),
                    gaussian(keys, d, 1 / Math.sqrt(d), random),
                    gaussian(values, d, 1 / Math.sqrt(d), random),
                    gaussian(d, values, 1 / Math.sqrt(values), random)));
        }
        Activation[] all = Activation.values();
        int hidden = random.nextInt(7);
        FeedForward feedForward = new FeedForward(
                gaussian(hidden, d, gain / Math.sqrt(d), random),
                gaussian(hidden, 1, 1, random),
                gaussian(d, hidden, 1 / Math.sqrt(Math.max(1, hidden)), random),
                hidden == 0 ? Matrix.zeros(d, 1) : gaussian(d, 1, 1, random),
                all[random.nextInt(all.length)]);
        return new Layer(name, heads, feedForward);
    }

    /** A matrix of independent normal entries. */
    public static Matrix gaussian(int rows, int columns, double deviation, RandomGenerator random) {
        double[] entries = new double[rows * columns];
        Arrays.setAll(entries, i -> deviation * random.nextGaussian());
        return Matrix.ofRowMajor(rows, columns, entries);
    }
}
