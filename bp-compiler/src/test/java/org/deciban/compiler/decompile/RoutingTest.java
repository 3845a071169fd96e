package org.deciban.compiler.decompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.junit.jupiter.api.Test;

/** Three dimensions: a head compares 0 with 0 and moves 1 to 2. What else is written varies. */
class RoutingTest {
    private static final AttentionHead HEAD = new AttentionHead(
            "h",
            Matrix.ofRowMajor(1, 3, new double[] {1, 0, 0}),
            Matrix.ofRowMajor(1, 3, new double[] {1, 0, 0}),
            Matrix.ofRowMajor(1, 3, new double[] {0, 1, 0}),
            Matrix.ofRowMajor(3, 1, new double[] {0, 0, 1}));

    private static Transformer with(FeedForward feedForward) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("x", 3);
        return new Transformer(layout.build(), List.of(new Layer("l", List.of(HEAD), feedForward)));
    }

    /** One hidden unit that reads dimension 1, writes to the dimensions given, and adds a bias. */
    private static FeedForward feedForward(double[] weights, double[] bias) {
        return new FeedForward(
                Matrix.ofRowMajor(1, 3, new double[] {0, 1, 0}),
                Matrix.zeros(1, 1),
                Matrix.ofRowMajor(3, 1, weights),
                Matrix.ofRowMajor(3, 1, bias),
                Activation.RELU);
    }

    @Test
    void aHeadThatReadsWhatNobodyWritesIsFixed() {
        Routing routing = Routing.of(with(FeedForward.none(3)));
        assertThat(routing.scoredDimensions(HEAD)).containsExactly(0);
        assertThat(List.of(routing.isWritten(0), routing.isWritten(1), routing.isWritten(2)))
                .containsExactly(false, false, true);
        assertThat(routing.isFixed(HEAD)).isTrue();
        assertThat(routing.fixedHeads(0)).containsExactly(HEAD);
    }

    @Test
    void whatAFeedForwardWritesByAUnitOrABiasIsWritten() {
        for (FeedForward writes : List.of(
                feedForward(new double[] {1, 0, 0}, new double[3]),
                feedForward(new double[3], new double[] {1, 0, 0}))) {
            Routing routing = Routing.of(with(writes));
            assertThat(routing.isWritten(0)).isTrue();
            assertThat(routing.isWritten(1)).isFalse();
            assertThat(routing.isFixed(HEAD)).isFalse();
            assertThat(routing.fixedHeads(0)).isEmpty();
        }
        assertThat(Routing.of(with(feedForward(new double[] {0, 1, 0}, new double[3])))
                        .isFixed(HEAD))
                .isTrue();
    }
}
