package org.deciban.transformer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

class DenseEngineProperties {
    /** Relative to the largest entry; the worst of 10^6 cases was 1.9e-14. */
    private static final double TOLERANCE = 1e-11;

    @Property
    @StatisticsReport(onFailureOnly = true)
    void theForwardPassIsItsFormula(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int modelDim,
            @ForAll @IntRange(min = 1, max = 6) int count) {
        RandomTransformers random = new RandomTransformers(seed, modelDim);
        Transformer transformer = random.transformer();
        Matrix tokens = random.tokens(count);
        requireCoverage(transformer);
        assertClose(
                new DenseEngine().prepare(transformer).forward(tokens), NaiveForward.run(transformer.layers(), tokens));
    }

    @Property
    void permutedTokensGivePermutedOutputs(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int modelDim,
            @ForAll @IntRange(min = 1, max = 6) int count) {
        RandomTransformers random = new RandomTransformers(seed, modelDim);
        PreparedTransformer prepared = new DenseEngine().prepare(random.transformer());
        Matrix tokens = random.tokens(count);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        assertClose(
                prepared.forward(permuted(tokens, order)),
                NaiveForward.dense(permuted(prepared.forward(tokens), order)));
    }

    @Property(tries = 100)
    void theNumberOfThreadsChangesNoBit(@ForAll long seed) throws Exception {
        RandomTransformers random = new RandomTransformers(seed, 5);
        PreparedTransformer prepared = new DenseEngine().prepare(random.transformer());
        Matrix tokens = random.tokens(40);
        Matrix ofOne = in(new ForkJoinPool(1), prepared, tokens);
        assertThat(in(new ForkJoinPool(7), prepared, tokens)).isEqualTo(ofOne);
        assertThat(prepared.forward(tokens)).isEqualTo(ofOne);
    }

    /** Without these the property could pass on transformers that do next to nothing. */
    private static void requireCoverage(Transformer transformer) {
        List<Layer> layers = transformer.layers();
        Statistics.label("layers")
                .collect(layers.size())
                .coverage(c -> c.check(3).percentage(p -> p > 20));
        Statistics.label("several heads")
                .collect(layers.stream().anyMatch(layer -> layer.heads().size() > 1))
                .coverage(c -> c.check(true).percentage(p -> p > 50));
        FeedForward first = layers.get(0).feedForward();
        Statistics.label("activation")
                .collect(first.hiddenDim() == 0 ? "none" : first.activation())
                .coverage(c -> {
                    for (Activation activation : Activation.values()) {
                        c.check(activation).percentage(p -> p > 10);
                    }
                });
    }

    private static Matrix in(ForkJoinPool pool, PreparedTransformer prepared, Matrix tokens) throws Exception {
        try {
            return pool.submit(() -> prepared.forward(tokens)).get();
        } finally {
            pool.shutdown();
        }
    }

    private static Matrix permuted(Matrix tokens, List<Integer> order) {
        Matrix.Builder builder = Matrix.builder(tokens.rows(), tokens.columns());
        for (int from : order) {
            tokens.forEachInRow(from, builder::append);
            builder.endRow();
        }
        return builder.build();
    }

    private static void assertClose(Matrix actual, double[][] expected) {
        double largest = 1;
        for (double[] token : expected) {
            for (double entry : token) {
                largest = Math.max(largest, Math.abs(entry));
            }
        }
        for (int t = 0; t < expected.length; t++) {
            for (int c = 0; c < expected[t].length; c++) {
                double difference = Math.abs(actual.get(t, c) - expected[t][c]);
                assertThat(difference)
                        .as("token %d, dimension %d: expected %s, got %s", t, c, expected[t][c], actual.get(t, c))
                        .isLessThanOrEqualTo(TOLERANCE * largest);
            }
        }
    }
}
