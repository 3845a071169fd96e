package org.deciban.cli;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The work of running some transformers, each on some evidence sets: attention weights, or what takes about as long.
 *
 * @param once what is done once, whatever the number of sets
 * @param perSet what each set takes
 * @param what the engine does so often, e.g. {@code compute … attention weights}, with {@code %s} for the number
 * @param sizes where the numbers come from, in words
 */
record Work(double once, double perSet, String what, String sizes) {
    /** Measured: folding takes 15 to 60 µs a token, which the dense engine spends on some thousand attention weights. */
    private static final int FOLDING = 1000;

    /** Of an engine that computes all attention weights. */
    static Work dense(List<Sizes> models) {
        return new Work(
                0,
                models.stream().mapToDouble(Sizes::attentionWeights).sum(),
                "compute %s attention weights",
                join(
                        models,
                        m -> Numbers.count(m.tokens()) + " tokens squared × " + Numbers.count(m.heads()) + " heads"));
    }

    /** Of the folded engine, which computes about a weight a token and layer. */
    static Work folded(List<Sizes> models) {
        return new Work(
                models.stream().mapToDouble(m -> (double) FOLDING * m.tokens()).sum(),
                models.stream()
                        .mapToDouble(m -> (double) m.tokens() * m.layers())
                        .sum(),
                "take %s steps",
                join(
                        models,
                        m -> Numbers.count(m.tokens()) + " tokens × (" + Numbers.count(m.layers()) + " layers, and "
                                + Numbers.count(FOLDING) + " once)"));
    }

    private static String join(List<Sizes> models, Function<Sizes, String> words) {
        return models.stream().map(words).collect(Collectors.joining(" + "));
    }

    double of(int sets) {
        return once + perSet * sets;
    }
}
