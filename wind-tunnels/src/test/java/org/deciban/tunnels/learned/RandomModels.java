package org.deciban.tunnels.learned;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.TokenSequence;

/** Models of random weights, none of them special. */
final class RandomModels {
    private RandomModels() {}

    /** Of every kind, with more layers and heads than one. */
    static LearnedSpec spec(ModelKind kind, boolean causal) {
        return switch (kind) {
            case TRANSFORMER -> new LearnedSpec(kind, 5, 4, 9, 12, 3, 2, 20, causal);
            case MLP -> new LearnedSpec(kind, 5, 4, 9, 12, 0, 2, 20, causal);
            case LSTM -> new LearnedSpec(kind, 5, 4, 9, 12, 0, 2, 0, causal);
        };
    }

    static LearnedWeights weights(LearnedSpec spec, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return LearnedWeights.of(
                spec, shape -> random.doubles(shape.size(), -1, 1).toArray(), Map.of("seed", Long.toString(seed)));
    }

    static TokenSequence features(int tokens, int width, RandomGenerator random) {
        double[][] rows = new double[tokens][];
        for (int token = 0; token < tokens; token++) {
            rows[token] = random.doubles(width, -2, 2).toArray();
        }
        return TokenSequence.ofFeatures(rows);
    }
}
