package org.deciban.transformer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.trace.ForwardTrace;
import org.junit.jupiter.api.Test;

class DenseEngineTest {
    private static Matrix matrix(int rows, int columns, double... entries) {
        return Matrix.ofRowMajor(rows, columns, entries);
    }

    private static PreparedTransformer prepared(int modelDim, Layer... layers) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", modelDim);
        return new DenseEngine().prepare(new Transformer(layout.build(), List.of(layers)));
    }

    /** On a stream of one dimension. */
    private static FeedForward feedForward(double w1, double b1, double w2, double b2, Activation activation) {
        return new FeedForward(matrix(1, 1, w1), matrix(1, 1, b1), matrix(1, 1, w2), matrix(1, 1, b2), activation);
    }

    @Test
    void twoTokensByHand() {
        // Dimensions: one, flag, value. Token 1 alone carries the flag, asks for it, and so scores (0, ln 3).
        Matrix tokens = matrix(2, 3, 1, 0, 4, 1, 1, 8);
        AttentionHead head = new AttentionHead(
                "h",
                matrix(1, 3, 0, Math.log(3), 0),
                matrix(1, 3, 0, 1, 0),
                matrix(1, 3, 0, 0, 1),
                matrix(3, 1, 0, 0, 2));
        // Token 0 reads (4 + 8)/2 = 6, token 1 reads (4 + 3·8)/4 = 7, both twice: 4 + 12 = 16 and 8 + 14 = 22.
        FeedForward feedForward = new FeedForward(
                matrix(2, 3, 0, 10, -1, 1, 0, 0),
                matrix(2, 1, 20, -5),
                matrix(3, 2, 0, 100, 0, 0, 0.5, 0),
                matrix(3, 1, 0, 0, -1),
                Activation.RELU);
        // Hidden: max(20 − 16, 0) = 4 and max(30 − 22, 0) = 8, and max(1 − 5, 0) = 0: 16 + 2 − 1 and 22 + 4 − 1.
        Matrix output = prepared(3, new Layer("l", List.of(head), feedForward)).forward(tokens);
        double[] expected = {1, 0, 17, 1, 1, 25};
        for (int i = 0; i < expected.length; i++) {
            assertThat(output.toRowMajor()[i]).isCloseTo(expected[i], within(1e-14));
        }
    }

    @Test
    void headsReadTheStreamAsItWasBeforeTheLayer() {
        // Two equal heads that add the value of the only token: 1 + 1 + 1, not (1 + 1) + (1 + 1).
        AttentionHead head = new AttentionHead("h", matrix(1, 1, 0), matrix(1, 1, 0), matrix(1, 1, 1), matrix(1, 1, 1));
        Matrix output = prepared(1, new Layer("l", List.of(head, head), FeedForward.none(1)))
                .forward(matrix(1, 1, 1));
        assertThat(output.get(0, 0)).isEqualTo(3);
    }

    @Test
    void layersFollowEachOther() {
        Layer timesThree = new Layer("l", List.of(), feedForward(1, 0, 2, 0, Activation.RELU));
        assertThat(prepared(1, timesThree, timesThree).forward(matrix(1, 1, 5)).get(0, 0))
                .isEqualTo(45);
        assertThat(prepared(1).forward(matrix(1, 1, 5)).get(0, 0)).isEqualTo(5);
    }

    @Test
    void theLogarithmOfNothingIsItsFloor() {
        Layer log = new Layer("l", List.of(), feedForward(1, 0, 1, 0, Activation.LOG));
        assertThat(prepared(1, log).forward(matrix(2, 1, 0, -3)).toRowMajor())
                .containsExactly(new double[] {-690.7755278982137, -693.7755278982137}, within(1e-12));
    }

    @Test
    void aBiasWithoutHiddenUnitsIsAdded() {
        FeedForward bias = new FeedForward(
                Matrix.zeros(0, 1), Matrix.zeros(0, 1), Matrix.zeros(1, 0), matrix(1, 1, 3), Activation.RELU);
        assertThat(prepared(1, new Layer("l", List.of(), bias))
                        .forward(matrix(2, 1, 1, 2))
                        .toRowMajor())
                .containsExactly(4, 5);
    }

    @Test
    void tokensOfAnotherShapeAreRefused() {
        PreparedTransformer prepared = prepared(3);
        assertThatThrownBy(() -> prepared.forward(Matrix.zeros(2, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tokens must have shape [tokens ≥ 1, 3], got [2, 4]");
        assertThatThrownBy(() -> prepared.forward(Matrix.zeros(0, 3))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void overflowInAFeedForwardNamesLayerAndToken() {
        Layer calm = new Layer("calm", List.of(), FeedForward.none(1));
        Layer wild = new Layer("wild", List.of(), feedForward(1e200, 0, 1e200, 0, Activation.RELU));
        assertThatThrownBy(() -> prepared(1, calm, wild).forward(matrix(3, 1, -1, 1e-200, 1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("Infinity after layer 1 (wild) at token 2, dimension 0");
    }

    @Test
    void overflowOfAnAttentionScoreNamesTheLayerWhetherOrNotItIsRecorded() {
        AttentionHead head =
                new AttentionHead("loud", matrix(1, 1, 1e200), matrix(1, 1, 1e200), matrix(1, 1, 1), matrix(1, 1, 1));
        PreparedTransformer prepared = prepared(1, new Layer("wild", List.of(head), FeedForward.none(1)));
        Matrix tokens = matrix(2, 1, 0, 1);
        assertThatThrownBy(() -> prepared.forward(tokens))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("layer 0")
                .hasMessageContaining("token 1");
        assertThatThrownBy(() -> prepared.forward(tokens, ForwardTrace.of(point -> true)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("layer 0")
                .hasMessageContaining("token 1");
    }
}
