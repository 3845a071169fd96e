package org.deciban.tunnels.nd4j;

import java.util.List;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;

/** Five tokens of two features; the probability of 1 at a token is known from the sum of the first features so far. */
record TinyTask(boolean isCausal) implements AnalyticTask {
    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public List<String> inputs() {
        return List.of("x", "y");
    }

    @Override
    public List<String> outcomes() {
        return List.of("0", "1", "2");
    }

    @Override
    public int maximumLength() {
        return 5;
    }

    @Override
    public double log2Hypotheses() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public LabelledSequence draw(RandomGenerator random) {
        double[][] rows = new double[5][];
        for (int token = 0; token < 5; token++) {
            rows[token] = random.doubles(2, -1, 1).toArray();
        }
        TokenSequence tokens = TokenSequence.ofFeatures(rows);
        int[] positions = {1, 2, 4};
        double[][] posterior = posterior(tokens, positions);
        int[] labels = new int[3];
        for (int q = 0; q < 3; q++) {
            double drawn = random.nextDouble();
            labels[q] = drawn < posterior[q][0] ? 0 : drawn < posterior[q][0] + posterior[q][1] ? 1 : 2;
        }
        return new LabelledSequence(tokens, positions, labels);
    }

    @Override
    public double[][] posterior(TokenSequence tokens, int[] positions) {
        double[][] posterior = new double[positions.length][];
        for (int q = 0; q < positions.length; q++) {
            double sum = 0;
            for (int token = 0; token <= positions[q]; token++) {
                sum += tokens.row(token)[0];
            }
            double one = 0.9 / (1 + Math.exp(-2 * sum));
            posterior[q] = new double[] {0.9 - one, one, 0.1};
        }
        return posterior;
    }
}
