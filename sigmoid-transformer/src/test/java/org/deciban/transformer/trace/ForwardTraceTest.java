package org.deciban.transformer.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.trace.HookPoint.Site;
import org.junit.jupiter.api.Test;

/** Three tokens of two dimensions (flag, value) through two layers of two heads and one hidden unit. */
class ForwardTraceTest {
    private static final Matrix TOKENS = Matrix.ofRowMajor(3, 2, new double[] {0, 4, 1, 8, 0, -2});

    private static Matrix matrix(int rows, int columns, double... entries) {
        return Matrix.ofRowMajor(rows, columns, entries);
    }

    private static Transformer transformer() {
        AttentionHead byFlag = new AttentionHead(
                "flag", matrix(1, 2, 2, 0), matrix(1, 2, 1, 0), matrix(1, 2, 0, 1), matrix(2, 1, 0, 1));
        AttentionHead byValue = new AttentionHead(
                "value", matrix(1, 2, 0, 0.25), matrix(1, 2, 0, 0.5), matrix(1, 2, 0, -1), matrix(2, 1, 0, 1));
        FeedForward feedForward = new FeedForward(
                matrix(1, 2, 0, 1), matrix(1, 1, 0), matrix(2, 1, 0, -0.5), matrix(2, 1, 0, 0), Activation.RELU);
        Layer layer = new Layer("l", List.of(byFlag, byValue), feedForward);
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", 2);
        return new Transformer(layout.build(), List.of(layer, layer));
    }

    private static ForwardTrace everything() {
        ForwardTrace trace = ForwardTrace.of(point -> true);
        new DenseEngine().prepare(transformer()).forward(TOKENS, trace);
        return trace;
    }

    private static Matrix residual(ForwardTrace trace, int layer, Site site) {
        return trace.get(HookPoint.residual(layer, site));
    }

    @Test
    void everyPlaceIsRecordedInTheOrderOfTheForwardPass() {
        assertThat(everything().points())
                .extracting(HookPoint::name)
                .containsExactly(
                        "blocks.0.resid_pre",
                        "blocks.0.attn.0.q",
                        "blocks.0.attn.0.k",
                        "blocks.0.attn.0.v",
                        "blocks.0.attn.0.scores",
                        "blocks.0.attn.0.pattern",
                        "blocks.0.attn.0.z",
                        "blocks.0.attn.0.result",
                        "blocks.0.attn.1.q",
                        "blocks.0.attn.1.k",
                        "blocks.0.attn.1.v",
                        "blocks.0.attn.1.scores",
                        "blocks.0.attn.1.pattern",
                        "blocks.0.attn.1.z",
                        "blocks.0.attn.1.result",
                        "blocks.0.attn_out",
                        "blocks.0.resid_mid",
                        "blocks.0.mlp.pre",
                        "blocks.0.mlp.post",
                        "blocks.0.mlp_out",
                        "blocks.0.resid_post",
                        "blocks.1.resid_pre",
                        "blocks.1.attn.0.q",
                        "blocks.1.attn.0.k",
                        "blocks.1.attn.0.v",
                        "blocks.1.attn.0.scores",
                        "blocks.1.attn.0.pattern",
                        "blocks.1.attn.0.z",
                        "blocks.1.attn.0.result",
                        "blocks.1.attn.1.q",
                        "blocks.1.attn.1.k",
                        "blocks.1.attn.1.v",
                        "blocks.1.attn.1.scores",
                        "blocks.1.attn.1.pattern",
                        "blocks.1.attn.1.z",
                        "blocks.1.attn.1.result",
                        "blocks.1.attn_out",
                        "blocks.1.resid_mid",
                        "blocks.1.mlp.pre",
                        "blocks.1.mlp.post",
                        "blocks.1.mlp_out",
                        "blocks.1.resid_post");
        assertThat(everything().points()).containsExactlyElementsOf(HookPoint.allOf(transformer()));
    }

    @Test
    void valuesHaveAShapeOfTokensByWhatTheSiteSays() {
        ForwardTrace trace = everything();
        Map<Site, String> narrow = Map.of(
                Site.Q, "[3, 1]",
                Site.K, "[3, 1]",
                Site.V, "[3, 1]",
                Site.Z, "[3, 1]",
                Site.SCORES, "[3, 3]",
                Site.PATTERN, "[3, 3]",
                Site.MLP_PRE, "[3, 1]",
                Site.MLP_POST, "[3, 1]");
        for (HookPoint point : trace.points()) {
            assertThat(trace.get(point).shape()).isEqualTo(narrow.getOrDefault(point.site(), "[3, 2]"));
        }
    }

    @Test
    void theStreamRunsFromTheTokensToTheOutput() {
        ForwardTrace trace = everything();
        assertThat(residual(trace, 0, Site.RESID_PRE)).isEqualTo(TOKENS);
        assertThat(residual(trace, 1, Site.RESID_PRE)).isEqualTo(residual(trace, 0, Site.RESID_POST));
        assertThat(residual(trace, 1, Site.RESID_POST))
                .isEqualTo(new DenseEngine().prepare(transformer()).forward(TOKENS));
    }

    @Test
    void scoresAreQueriesTimesKeys() {
        // Head 0: 2·flag · flag. Head 1: value/4 · value/2.
        assertThat(everything().get(new HookPoint(0, 0, Site.SCORES)).toRowMajor())
                .containsExactly(0, 0, 0, 0, 2, 0, 0, 0, 0);
        assertThat(everything().get(new HookPoint(0, 1, Site.SCORES)).toRowMajor())
                .containsExactly(2, 4, -1, 4, 8, -2, -1, -2, 0.5);
    }

    @Test
    void patternsAreTheSoftmaxOfTheScoresRowByRow() {
        ForwardTrace trace = everything();
        for (int layer = 0; layer < 2; layer++) {
            for (int head = 0; head < 2; head++) {
                Matrix scores = trace.get(new HookPoint(layer, head, Site.SCORES));
                Matrix pattern = trace.get(new HookPoint(layer, head, Site.PATTERN));
                for (int query = 0; query < 3; query++) {
                    double sum = 0;
                    double total = 0;
                    for (int key = 0; key < 3; key++) {
                        sum += Math.exp(scores.get(query, key));
                        total += pattern.get(query, key);
                    }
                    assertThat(total).isCloseTo(1, within(1e-15));
                    for (int key = 0; key < 3; key++) {
                        assertThat(pattern.get(query, key))
                                .isCloseTo(Math.exp(scores.get(query, key)) / sum, within(1e-14));
                    }
                }
            }
        }
    }

    @Test
    void theMiddleLiesBetweenAttentionAndFeedForward() {
        ForwardTrace trace = everything();
        Matrix first = trace.get(new HookPoint(0, 0, Site.PATTERN));
        Matrix second = trace.get(new HookPoint(0, 1, Site.PATTERN));
        double[] values = {4, 8, -2};
        for (int token = 0; token < 3; token++) {
            double middle = values[token];
            for (int key = 0; key < 3; key++) {
                middle += (first.get(token, key) - second.get(token, key)) * values[key];
            }
            assertThat(residual(trace, 0, Site.RESID_MID).get(token, 1)).isCloseTo(middle, within(1e-14));
            assertThat(residual(trace, 0, Site.RESID_POST).get(token, 1))
                    .isCloseTo(middle > 0 ? middle / 2 : middle, within(1e-14));
        }
    }

    @Test
    void whatWasNotSelectedIsAbsent() {
        ForwardTrace trace = ForwardTrace.ofResiduals();
        new DenseEngine().prepare(transformer()).forward(TOKENS, trace);
        assertThat(trace.points()).hasSize(6).allMatch(point -> point.site().isResidual());
        assertThat(trace.find(new HookPoint(0, 0, Site.PATTERN))).isEmpty();
        assertThatThrownBy(() -> trace.get(new HookPoint(0, 0, Site.PATTERN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the trace holds no blocks.0.attn.0.pattern."
                        + " Maybe it was not selected, or the model has fewer layers or heads?");
        assertThatThrownBy(() -> trace.points().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void lookingChangesNothing() {
        Matrix unobserved = new DenseEngine().prepare(transformer()).forward(TOKENS);
        Matrix observed = new DenseEngine().prepare(transformer()).forward(TOKENS, ForwardTrace.of(point -> true));
        assertThat(observed).isEqualTo(unobserved);
    }

    @Test
    void theObserverOfNothingRefusesToSee() {
        HookPoint point = HookPoint.residual(0, Site.RESID_PRE);
        assertThat(ForwardObserver.NONE.wants(point)).isFalse();
        assertThatThrownBy(() -> ForwardObserver.NONE.observe(point, TOKENS)).isInstanceOf(IllegalStateException.class);
    }
}
