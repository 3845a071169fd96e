package org.deciban.proofs.claims.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deciban.proofs.generators.DenseCase;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;

/**
 * A small transformer trained by gradient descent: one head, four hidden units, two tokens that hold a probability each, and what both
 * are to write is {@code updateBelief} of the two.
 *
 * <p>Gradients are central differences of whole forward passes, so that training needs no code of its own for any part of a layer.
 *
 * @param after the mean squared error of the trained weights
 */
record TrainedTransformer(Transformer transformer, double after) {
    /** Dimensions: the probability, whether the token is the first, 1, what is written. */
    private static final int WIDTH = 4;

    private static final int KEYS = 2;
    private static final int HIDDEN = 4;
    private static final int WEIGHTS = 4 * KEYS * WIDTH + 2 * HIDDEN * WIDTH + HIDDEN + WIDTH;
    private static final int STEPS = 150;
    private static final double LONGEST = 0.5;
    private static final double NUDGE = 1e-4;
    private static final double RATE = 0.1;
    private static final double MOMENTUM = 0.9;

    private static final List<Pair> LESSONS = lessons();

    /** The mean squared error of always saying ½: about .08. */
    private static final double UNTRAINED = LESSONS.stream()
            .mapToDouble(pair -> Math.pow(target(pair) - 0.5, 2))
            .average()
            .orElseThrow();

    private static List<Pair> lessons() {
        List<Pair> lessons = new ArrayList<>();
        for (double first : new double[] {0.1, 0.5, 0.9}) {
            for (double second : new double[] {0.2, 0.7}) {
                lessons.add(new Pair(first, second));
            }
        }
        return lessons;
    }

    /** Trained from random weights; the same random numbers give the same weights. */
    static TrainedTransformer draw(Random random) {
        Activation activation = random.nextBoolean() ? Activation.SIGMOID : Activation.SOFTPLUS;
        double[] weights = random.doubles(WEIGHTS, -1, 1).toArray();
        double[] velocity = new double[WEIGHTS];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = gradient(weights, activation);
            Arrays.setAll(velocity, i -> MOMENTUM * velocity[i] - RATE * gradient[i]);
            for (int i = 0; i < WEIGHTS; i++) {
                weights[i] += velocity[i];
            }
        }
        return new TrainedTransformer(build(weights, activation), loss(weights, activation));
    }

    /** The trained weights on two probabilities. */
    DenseCase on(Pair pair) {
        return new DenseCase(transformer, tokens(pair), "trained, on " + pair);
    }

    /** Whether an eighth of the error of always saying ½ is left, or less. */
    boolean hasLearned() {
        return after < UNTRAINED / 8;
    }

    private static double target(Pair pair) {
        return UnitFit.updateBelief(new double[] {pair.first(), pair.second()});
    }

    private static double[] gradient(double[] weights, Activation activation) {
        double[] gradient = new double[WEIGHTS];
        for (int i = 0; i < WEIGHTS; i++) {
            double weight = weights[i];
            weights[i] = weight + NUDGE;
            double above = loss(weights, activation);
            weights[i] = weight - NUDGE;
            gradient[i] = (above - loss(weights, activation)) / (2 * NUDGE);
            weights[i] = weight;
        }
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        // A step that is too long once never comes back.
        double scale = Math.min(1, LONGEST / norm);
        return Arrays.stream(gradient).map(g -> scale * g).toArray();
    }

    private static double loss(double[] weights, Activation activation) {
        Transformer transformer = build(weights, activation);
        double sum = 0;
        for (Pair pair : LESSONS) {
            Matrix after = new DenseEngine().prepare(transformer).forward(tokens(pair));
            double target = target(pair);
            sum += Math.pow(after.get(0, WIDTH - 1) - target, 2) + Math.pow(after.get(1, WIDTH - 1) - target, 2);
        }
        return sum / (2 * LESSONS.size());
    }

    private static Matrix tokens(Pair pair) {
        return Matrix.ofRowMajor(2, WIDTH, new double[] {pair.first(), 1, 1, 0, pair.second(), 0, 1, 0});
    }

    private static Transformer build(double[] weights, Activation activation) {
        int[] next = {0};
        AttentionHead head = new AttentionHead(
                "head",
                taken(weights, next, KEYS, WIDTH),
                taken(weights, next, KEYS, WIDTH),
                taken(weights, next, KEYS, WIDTH),
                taken(weights, next, WIDTH, KEYS));
        FeedForward units = new FeedForward(
                taken(weights, next, HIDDEN, WIDTH),
                taken(weights, next, HIDDEN, 1),
                taken(weights, next, WIDTH, HIDDEN),
                taken(weights, next, WIDTH, 1),
                activation);
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("x", WIDTH);
        return new Transformer(layout.build(), List.of(new Layer("trained", List.of(head), units)));
    }

    private static Matrix taken(double[] weights, int[] next, int rows, int columns) {
        Matrix matrix =
                Matrix.ofRowMajor(rows, columns, Arrays.copyOfRange(weights, next[0], next[0] + rows * columns));
        next[0] += rows * columns;
        return matrix;
    }
}
