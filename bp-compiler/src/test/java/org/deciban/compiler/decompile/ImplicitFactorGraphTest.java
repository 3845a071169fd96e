package org.deciban.compiler.decompile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.groups.Tuple;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand. */
class ImplicitFactorGraphTest {
    private static Matrix row(double... entries) {
        return Matrix.ofRowMajor(1, entries.length, entries);
    }

    private static Matrix column(double... entries) {
        return Matrix.ofRowMajor(entries.length, 1, entries);
    }

    /** Queries read dimension 0, keys dimension 1, values dimension 1; the output goes, doubled, to dimension 0. */
    private static final AttentionHead HEAD = new AttentionHead("h", row(1, 0), row(0, 1), row(0, 1), column(2, 0));

    private static Transformer withUnit(Activation activation) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("x", 2);
        FeedForward feedForward = new FeedForward(row(1, 0), column(0.5), column(0, 3), column(0, 0.25), activation);
        return new Transformer(layout.build(), List.of(new Layer("only", List.of(HEAD), feedForward)));
    }

    /** Token 0 scores token 0 with 0 and token 1 with ln 3; token 1 scores both with 0. */
    private static final Matrix TOKENS = Matrix.ofRowMajor(2, 2, new double[] {1, 0, 0, Math.log(3)});

    @Test
    void theGraphIsExplicit() {
        ImplicitFactorGraph graph = ImplicitFactorGraph.of(withUnit(Activation.SOFTPLUS), TOKENS);
        assertThat(graph.nodes()).isEqualTo(2);
        ImplicitRound round = graph.rounds().get(0);
        ImplicitHead head = round.heads().get(0);
        assertThat(head.form())
                .isEqualTo(new HeadForm("h", List.of(new Coupling(1, 0, 1)), List.of(new Coupling(1, 0, 2))));
        assertThat(head.edges())
                .extracting(WeightedEdge::from, WeightedEdge::to)
                .containsExactly(tuple(0, 0), tuple(1, 0), tuple(0, 1), tuple(1, 1));
        assertThat(head.edges().get(0).weight()).isCloseTo(0.25, within(1e-15));
        assertThat(head.edges().get(1).weight()).isCloseTo(0.75, within(1e-15));
        assertThat(head.edges().get(2).weight()).isEqualTo(0.5);
        assertThat(round.links())
                .containsExactly(new UpdateLink(
                        LinkFunction.LOG_SUM_EXP, List.of(new Term(0, 1)), 0.5, List.of(new Term(1, 3))));
        assertThat(round.unary()).containsExactly(new Term(1, 0.25));
    }

    private static Tuple tuple(int from, int to) {
        return Tuple.tuple(from, to);
    }

    @Test
    void aRoundPassesMessagesAndAppliesTheLink() {
        // Token 0 gathers 1 + 2 · 0.75 · ln 3, token 1 gathers 2 · 0.5 · ln 3.
        double first = 1 + 1.5 * Math.log(3);
        double second = Math.log(3);
        List<Matrix> states =
                ImplicitFactorGraph.of(withUnit(Activation.RELU), TOKENS).propagate(TOKENS);
        assertThat(states).hasSize(2);
        assertThat(states.get(0)).isEqualTo(TOKENS);
        Matrix after = states.get(1);
        assertThat(after.get(0, 0)).isCloseTo(first, within(1e-15));
        assertThat(after.get(1, 0)).isCloseTo(second, within(1e-15));
        assertThat(after.get(0, 1)).isCloseTo(0.25 + 3 * (first + 0.5), within(1e-14));
        assertThat(after.get(1, 1)).isCloseTo(Math.log(3) + 0.25 + 3 * (second + 0.5), within(1e-14));
    }

    @Test
    void theLinksAreWhatTheirNamesSay() {
        assertThat(LinkFunction.LOGISTIC.combine(Math.log(3))).isCloseTo(0.75, within(1e-16));
        assertThat(LinkFunction.LOGISTIC.combine(-800)).isZero();
        assertThat(LinkFunction.LOG_SUM_EXP.combine(Math.log(3))).isCloseTo(Math.log(4), within(1e-15));
        assertThat(LinkFunction.LOG_SUM_EXP.combine(1000)).isEqualTo(1000);
        assertThat(LinkFunction.LOG_SUM_EXP.combine(-1000)).isZero();
        assertThat(LinkFunction.MAX.combine(-2)).isZero();
        assertThat(LinkFunction.MAX.combine(2)).isEqualTo(2);
        assertThat(LinkFunction.LOG_OF_SUM.combine(0.5)).isCloseTo(-Math.log(2), within(1e-16));
        assertThat(LinkFunction.LOG_OF_SUM.combine(0)).isCloseTo(-690.7755278982137, within(1e-12));
        assertThat(LinkFunction.LOG_OF_SUM.combine(-1)).isCloseTo(-690.7755278982137, within(1e-12));
    }

    @Test
    void aHeadThatScoresWhatItsLayerWritesIsNotFixed() {
        Transformer transformer = withUnit(Activation.SIGMOID);
        Routing routing = Routing.of(transformer);
        assertThat(routing.isWritten(0)).isTrue();
        assertThat(routing.isWritten(1)).isTrue();
        assertThat(routing.scoredDimensions(HEAD)).containsExactly(0, 1);
        assertThat(routing.isFixed(HEAD)).isFalse();
        assertThat(routing.fixedHeads(0)).isEmpty();
    }

    @Test
    void tokensOfAnotherWidthAreRefused() {
        assertThatThrownBy(() -> ImplicitFactorGraph.of(withUnit(Activation.LOG), Matrix.zeros(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tokens must have shape [tokens ≥ 1, 2], got [2, 3]");
    }
}
