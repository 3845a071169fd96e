package org.deciban.tunnels.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deciban.tunnels.Activations;
import org.deciban.tunnels.Intervention;
import org.deciban.tunnels.TokenSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the forward pass computes is compared with ONNX Runtime in {@link LearnedOnnxTest}. */
class LearnedModelTest {
    private static final LearnedSpec TRANSFORMER = RandomModels.spec(ModelKind.TRANSFORMER, true);

    private final LearnedWeights weights = RandomModels.weights(TRANSFORMER, 1);
    private final LearnedModel model = new LearnedModel(weights);
    private final TokenSequence tokens = RandomModels.features(7, 5, new SplittableRandom(2));

    @Test
    void attentionIsADistributionOverTheTokensSoFar() {
        Activations activations = model.record(tokens);
        for (int layer = 0; layer < 2; layer++) {
            for (int head = 0; head < 3; head++) {
                double[][] pattern = activations.attention(layer, head);
                for (int query = 0; query < 7; query++) {
                    assertThat(Arrays.stream(pattern[query], 0, query + 1).sum())
                            .isCloseTo(1, within(1e-12));
                    assertThat(Arrays.stream(pattern[query], query + 1, 7)).allMatch(weight -> weight == 0);
                }
            }
        }
    }

    /** Keys and patterns are recomputed from the recorded stream, by the formula. */
    @Test
    void whatIsRecordedFitsTogether() {
        Activations activations = model.record(tokens);
        double[][] stream = activations.residual(0);
        int head = 2;
        double[][] keys = activations.keys(1, head);
        double[][] queries = new double[7][4];
        for (int token = 0; token < 7; token++) {
            double[] normalised = normalised(stream[token], "layer.1.attention.norm");
            for (int i = 0; i < 4; i++) {
                double key = 0;
                for (int d = 0; d < 12; d++) {
                    int entry = d * 12 + head * 4 + i;
                    key += normalised[d] * weights.values("layer.1.attention.key.weight")[entry];
                    queries[token][i] += normalised[d] * weights.values("layer.1.attention.query.weight")[entry];
                }
                assertThat(keys[token][i]).isCloseTo(key, within(1e-12));
            }
        }
        double[] pattern = activations.attention(1, head)[6];
        double ratio = 0;
        for (int i = 0; i < 4; i++) {
            ratio += queries[6][i] * (keys[3][i] - keys[5][i]) / 2;
        }
        assertThat(Math.log(pattern[3] / pattern[5])).isCloseTo(ratio, within(1e-11));
    }

    private double[] normalised(double[] row, String norm) {
        double mean = Arrays.stream(row).average().orElseThrow();
        double variance =
                Arrays.stream(row).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        double[] normalised = new double[row.length];
        for (int d = 0; d < row.length; d++) {
            normalised[d] = weights.values(norm + ".gain")[d] * (row[d] - mean) / Math.sqrt(variance + 1e-5)
                    + weights.values(norm + ".bias")[d];
        }
        return normalised;
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void laterTokensChangeNothingInACausalModel(ModelKind kind) {
        LearnedModel causal = new LearnedModel(RandomModels.weights(RandomModels.spec(kind, true), 3));
        assertThat(causal.predict(tokens.prefix(4), new int[] {1, 3}))
                .isDeepEqualTo(causal.predict(tokens, new int[] {1, 3}));
    }

    @Test
    void otherTokensChangeNothingInAPositionWiseNetwork() {
        LearnedModel mlp = new LearnedModel(RandomModels.weights(RandomModels.spec(ModelKind.MLP, true), 3));
        double[][] rows = new double[7][];
        Arrays.setAll(rows, token -> token == 5 ? tokens.row(5) : new double[5]);
        assertThat(mlp.predict(TokenSequence.ofFeatures(rows), new int[] {5}))
                .isDeepEqualTo(mlp.predict(tokens, new int[] {5}));
    }

    @Test
    void withoutItsHeadsATransformerIsThePositionWiseNetworkOfItsFeedForwards() {
        LearnedSpec mlp = RandomModels.spec(ModelKind.MLP, true);
        LearnedModel same =
                new LearnedModel(LearnedWeights.of(mlp, shape -> weights.values(shape.name()), weights.notes()));
        double[][] found = model.predict(tokens, new int[] {6}, Intervention.withoutAttentionFrom(0));
        assertThat(found).isDeepEqualTo(same.predict(tokens, new int[] {6}));
    }

    @Test
    void withoutAHeadIsWithZerosForItsRowsOfTheOutputMatrix() {
        LearnedWeights zeroed = LearnedWeights.of(
                TRANSFORMER,
                shape -> {
                    double[] values = weights.values(shape.name());
                    if (shape.name().equals("layer.1.attention.output.weight")) {
                        Arrays.fill(values, 4 * 12, 8 * 12, 0);
                    }
                    return values;
                },
                weights.notes());
        assertThat(model.predict(tokens, new int[] {6}, Intervention.withoutHead(1, 1)))
                .isDeepEqualTo(new LearnedModel(zeroed).predict(tokens, new int[] {6}));
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void aRecordedStreamPutBackGivesTheSamePrediction(ModelKind kind) {
        LearnedModel any = new LearnedModel(RandomModels.weights(RandomModels.spec(kind, true), 4));
        double[][] stream = any.record(tokens).residual(1);
        TokenSequence other = RandomModels.features(7, 5, new SplittableRandom(9));
        double[][] found = any.predict(other, new int[] {2, 6}, new Intervention() {
            @Override
            public double[] residual(int layer, int position, double[] residual) {
                return layer == 1 ? stream[position] : residual;
            }
        });
        assertThat(found).isDeepEqualTo(any.predict(tokens, new int[] {2, 6}));
    }

    @Test
    void symbolsAreTheirOneHotRows() {
        int[] symbols = {3, 0, 4, 4, 1};
        double[][] rows = new double[5][5];
        for (int token = 0; token < 5; token++) {
            rows[token][symbols[token]] = 1;
        }
        assertThat(model.predict(TokenSequence.ofSymbols(symbols, 5), new int[] {0, 4}))
                .isDeepEqualTo(model.predict(TokenSequence.ofFeatures(rows), new int[] {0, 4}));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> model.predict(RandomModels.features(3, 4, new SplittableRandom(1)), new int[] {0}))
                .hasMessageContaining("tokens of 5 numbers, got 4");
        assertThatThrownBy(() -> model.predict(RandomModels.features(10, 5, new SplittableRandom(1)), new int[] {0}))
                .hasMessageContaining("9 positions, got 10 tokens");
        assertThatThrownBy(() -> model.predict(tokens, new int[] {7})).hasMessageContaining("0 … 6, got 7");
        assertThatThrownBy(() -> model.record(tokens).attention(0, 3)).hasMessageContaining("no head 3 of layer 0");
        assertThatThrownBy(() -> model.record(tokens).residual(2)).hasMessageContaining("got 2");
    }

    @Test
    void sizesThatMakeNoModelAreRefused() {
        for (Runnable wrong : List.<Runnable>of(
                () -> new LearnedSpec(ModelKind.TRANSFORMER, 5, 4, 9, 12, 5, 2, 20, true),
                () -> new LearnedSpec(ModelKind.TRANSFORMER, 5, 4, 9, 12, 0, 2, 20, true),
                () -> new LearnedSpec(ModelKind.MLP, 5, 4, 9, 12, 1, 2, 20, true),
                () -> new LearnedSpec(ModelKind.LSTM, 5, 4, 9, 12, 0, 2, 20, true),
                () -> new LearnedSpec(ModelKind.MLP, 5, 4, 9, 12, 0, 2, 0, true),
                () -> new LearnedSpec(ModelKind.MLP, 0, 4, 9, 12, 0, 2, 20, true),
                () -> new LearnedSpec(ModelKind.MLP, 5, 4, 9, 100_000, 0, 2, 100_000, true))) {
            assertThatThrownBy(wrong::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a learned model must have");
        }
    }
}
