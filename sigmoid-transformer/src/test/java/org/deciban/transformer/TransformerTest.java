package org.deciban.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransformerTest {
    private static Matrix zeros(int rows, int columns) {
        return Matrix.zeros(rows, columns);
    }

    private static AttentionHead head(String name, int modelDim, int keyDim, int valueDim) {
        return new AttentionHead(
                name,
                zeros(keyDim, modelDim),
                zeros(keyDim, modelDim),
                zeros(valueDim, modelDim),
                zeros(modelDim, valueDim));
    }

    private static FeedForward feedForward(int modelDim, int hidden) {
        return new FeedForward(
                zeros(hidden, modelDim),
                zeros(hidden, 1),
                zeros(modelDim, hidden),
                zeros(modelDim, 1),
                Activation.SIGMOID);
    }

    private static ResidualLayout layout(int modelDim) {
        ResidualLayout.Builder builder = ResidualLayout.builder();
        builder.add("all", modelDim);
        return builder.build();
    }

    private static void assertRefused(Runnable construction, String message) {
        assertThatThrownBy(construction::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aHeadOfTheWrongShapeNamesTheMatrixAndBothShapes() {
        Matrix q = zeros(2, 5);
        Matrix v = zeros(3, 5);
        Matrix o = zeros(5, 3);
        assertRefused(
                () -> new AttentionHead("sum", q, zeros(3, 5), v, o),
                "W_K of head sum must have shape [2, 5], got [3, 5]");
        assertRefused(
                () -> new AttentionHead("sum", q, zeros(2, 4), v, o),
                "W_K of head sum must have shape [2, 5], got [2, 4]");
        assertRefused(
                () -> new AttentionHead("sum", q, q, zeros(3, 4), o),
                "W_V of head sum must have shape [3, 5], got [3, 4]");
        assertRefused(
                () -> new AttentionHead("sum", q, q, v, zeros(3, 5)),
                "W_O of head sum must have shape [5, 3], got [3, 5]");
    }

    @Test
    void aFeedForwardOfTheWrongShapeNamesTheMatrixAndBothShapes() {
        Matrix w1 = zeros(4, 2);
        Matrix b1 = zeros(4, 1);
        Matrix w2 = zeros(2, 4);
        Matrix b2 = zeros(2, 1);
        assertRefused(
                () -> new FeedForward(w1, zeros(3, 1), w2, b2, Activation.RELU),
                "b_1 of the feed-forward must have shape [4, 1], got [3, 1]");
        assertRefused(
                () -> new FeedForward(w1, b1, zeros(4, 2), b2, Activation.RELU),
                "W_2 of the feed-forward must have shape [2, 4], got [4, 2]");
        assertRefused(
                () -> new FeedForward(w1, b1, w2, zeros(1, 2), Activation.RELU),
                "b_2 of the feed-forward must have shape [2, 1], got [1, 2]");
    }

    @Test
    void aLayerWhoseHeadHasAnotherWidthNamesHeadAndLayer() {
        assertRefused(
                () -> new Layer("gather", List.of(head("ok", 3, 1, 1), head("wide", 4, 2, 1)), feedForward(3, 1)),
                "W_Q of head wide in layer gather must have 3 columns, got [2, 4]");
    }

    @Test
    void aTransformerWhoseLayerHasAnotherWidthNamesIt() {
        Layer narrow = new Layer("narrow", List.of(), FeedForward.none(3));
        Layer wide = new Layer("wide", List.of(), FeedForward.none(4));
        assertRefused(
                () -> new Transformer(layout(3), List.of(narrow, wide)), "layer 1 (wide) must have width 3, got 4");
    }

    @Test
    void sizesAreThoseOfTheMatrices() {
        AttentionHead head = head("h", 5, 2, 3);
        assertThat(List.of(head.modelDim(), head.keyDim(), head.valueDim())).containsExactly(5, 2, 3);
        assertThat(feedForward(5, 7).hiddenDim()).isEqualTo(7);
        assertThat(feedForward(5, 7).modelDim()).isEqualTo(5);
        assertThat(feedForward(5, 7).isNone()).isFalse();
        assertThat(FeedForward.none(5).hiddenDim()).isZero();
        assertThat(FeedForward.none(5).isNone()).isTrue();
    }

    @Test
    void parametersAreCountedZerosIncluded() {
        // W_Q 2·5, W_K 2·5, W_V 3·5, W_O 5·3
        assertThat(head("h", 5, 2, 3).parameterCount()).isEqualTo(10 + 10 + 15 + 15);
        // W_1 7·5, b_1 7, W_2 5·7, b_2 5
        assertThat(feedForward(5, 7).parameterCount()).isEqualTo(35 + 7 + 35 + 5);
        assertThat(FeedForward.none(5).parameterCount()).isZero();
        assertThat(new Layer("l", List.of(head("a", 5, 2, 3), head("b", 5, 1, 1)), feedForward(5, 7)).parameterCount())
                .isEqualTo(50 + 20 + 82);
    }

    @Test
    void aBiasWithoutHiddenUnitsIsCounted() {
        Matrix bias = Matrix.ofRowMajor(2, 1, new double[] {0, 3});
        assertThat(new FeedForward(zeros(0, 2), zeros(0, 1), zeros(2, 0), bias, Activation.RELU).parameterCount())
                .isEqualTo(2);
    }

    @Test
    void tiedLayersCountOnceAmongTheDistinctParameters() {
        Layer a = new Layer("a", List.of(head("a", 5, 2, 3)), feedForward(5, 7));
        Layer b = new Layer("b", List.of(head("b", 5, 1, 1), head("c", 5, 1, 1)), feedForward(5, 2));
        Layer copyOfA = new Layer("a", List.of(head("a", 5, 2, 3)), feedForward(5, 7));
        TransformerSpec spec = new Transformer(layout(5), List.of(a, b, a, copyOfA)).spec();
        // a: 50 + 82 = 132; b: 2·20 + (10 + 2 + 10 + 5) = 67
        assertThat(spec).isEqualTo(new TransformerSpec(5, 4, 1 + 2 + 1 + 1, 7, 132 + 67, 132 + 67 + 132 + 132));
    }

    @Test
    void aTransformerWithoutLayersHasNoParameters() {
        assertThat(new Transformer(layout(5), List.of()).spec()).isEqualTo(new TransformerSpec(5, 0, 0, 0, 0, 0));
    }

    @Test
    void listsAreCopied() {
        List<AttentionHead> heads = new ArrayList<>(List.of(head("h", 2, 1, 1)));
        List<Layer> layers = new ArrayList<>(List.of(new Layer("l", heads, FeedForward.none(2))));
        Transformer transformer = new Transformer(layout(2), layers);
        heads.clear();
        layers.clear();
        assertThat(transformer.layers()).hasSize(1).isUnmodifiable();
        assertThat(transformer.layers().get(0).heads()).hasSize(1).isUnmodifiable();
    }
}
