package org.deciban.proofs.diagnosis;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.deciban.proofs.diagnosis.Diagnosis.Kind;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

/** Noise on weights: w becomes w · (1 + σ g), g standard normal, so that a zero stays zero. */
public final class WeightNoise {
    private final Random random;
    private final double sigma;

    private WeightNoise(Random random, double sigma) {
        if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sigma must be > 0 and finite, got " + sigma);
        }
        this.random = random;
        this.sigma = sigma;
    }

    /**
     * Noise on all weights of the loop: layers that are the same stay the same.
     *
     * @throws IllegalArgumentException unless sigma is positive and finite
     */
    public static Injected onAll(Suspect sound, Random random, double sigma) {
        WeightNoise noise = new WeightNoise(random, sigma);
        Map<Layer, Layer> noisy = new IdentityHashMap<>();
        List<Layer> layers = sound.transformer().layers().stream()
                .map(layer -> noisy.computeIfAbsent(layer, old -> changed(old, noise::on)))
                .toList();
        return injected(sound, layers);
    }

    /**
     * Noise on one matrix of one layer of the unrolled transformer.
     *
     * @throws IllegalArgumentException unless sigma is positive and finite
     */
    public static Injected onOneMatrix(Suspect sound, Random random, double sigma) {
        WeightNoise noise = new WeightNoise(random, sigma);
        List<Layer> layers = new ArrayList<>(sound.transformer().layers());
        int layer = random.nextInt(layers.size());
        List<Matrix> matrices = new ArrayList<>();
        changed(layers.get(layer), matrix -> {
            matrices.add(matrix);
            return matrix;
        });
        int drawn = random.nextInt(matrices.size());
        int[] next = {0};
        layers.set(layer, changed(layers.get(layer), matrix -> next[0]++ == drawn ? noise.on(matrix) : matrix));
        return injected(sound, layers);
    }

    private static Injected injected(Suspect sound, List<Layer> layers) {
        Transformer noisy = new Transformer(sound.transformer().layout(), layers);
        return new Injected(
                sound.with(noisy),
                Kind.WRONG_WEIGHTS,
                new LinkedHashSet<>(DifferingWeights.between(sound.transformer(), noisy)));
    }

    private Matrix on(Matrix matrix) {
        Matrix.Builder noisy = Matrix.builder(matrix.rows(), matrix.columns());
        for (int row = 0; row < matrix.rows(); row++) {
            matrix.forEachInRow(
                    row, (column, value) -> noisy.append(column, value * (1 + sigma * random.nextGaussian())));
            noisy.endRow();
        }
        return noisy.build();
    }

    /** A layer of which the matrices that are not zero are changed, in the order W_Q, W_K, W_V, W_O of each head, then W_1, b_1, W_2, b_2. */
    private static Layer changed(Layer layer, UnaryOperator<Matrix> change) {
        UnaryOperator<Matrix> each = matrix -> matrix.nonZeros() > 0 ? change.apply(matrix) : matrix;
        List<AttentionHead> heads = layer.heads().stream()
                .map(head -> new AttentionHead(
                        head.name(),
                        each.apply(head.wQ()),
                        each.apply(head.wK()),
                        each.apply(head.wV()),
                        each.apply(head.wO())))
                .toList();
        FeedForward old = layer.feedForward();
        FeedForward feedForward = new FeedForward(
                each.apply(old.w1()),
                each.apply(old.b1()),
                each.apply(old.w2()),
                each.apply(old.b2()),
                old.activation());
        return new Layer(layer.name(), heads, feedForward);
    }
}
