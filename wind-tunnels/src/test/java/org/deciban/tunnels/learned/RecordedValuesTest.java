package org.deciban.tunnels.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.deciban.tunnels.Activations;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.tasks.Bijection;
import org.junit.jupiter.api.Test;

class RecordedValuesTest {
    private static final int WIDTH = 6;
    private static final int HEADS = 2;
    private static final int HEAD_WIDTH = WIDTH / HEADS;

    /** Without a feed-forward a layer adds Σ_h pattern_h · values_h · W_O,h to the stream, and the biases are 0. */
    @Test
    void whatHeadsWriteIsPutTogetherFromPatternsAndValues() {
        LearnedSpec spec = LearnedSpec.transformer(new Bijection(4, 3, 0), WIDTH, HEADS, 1, 5);
        LearnedWeights initial = LearnedWeights.initial(spec, 3);
        LearnedWeights weights = LearnedWeights.of(
                spec,
                shape -> shape.name().endsWith("feedforward.out.weight")
                        ? new double[shape.size()]
                        : initial.values(shape.name()),
                Map.of());
        double[] output = weights.values("layer.0.attention.output.weight");
        Activations activations =
                new LearnedModel(weights).record(TokenSequence.ofSymbols(new int[] {0, 5, 2, 7, 3}, 8));
        double[][] before = activations.residual(-1);
        double[][] after = activations.residual(0);
        for (int query = 0; query < 5; query++) {
            double[] expected = before[query].clone();
            for (int head = 0; head < HEADS; head++) {
                double[][] values = activations.values(0, head).orElseThrow();
                for (int key = 0; key < 5; key++) {
                    double share = activations.attention(0, head)[query][key];
                    for (int i = 0; i < HEAD_WIDTH; i++) {
                        for (int d = 0; d < WIDTH; d++) {
                            expected[d] += share * values[key][i] * output[(head * HEAD_WIDTH + i) * WIDTH + d];
                        }
                    }
                }
            }
            assertThat(after[query]).containsExactly(expected, within(1e-13));
        }
    }
}
