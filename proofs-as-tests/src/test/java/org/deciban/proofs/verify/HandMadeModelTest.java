package org.deciban.proofs.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.deciban.proofs.verify.Rounds.atEveryRound;
import static org.deciban.proofs.verify.Verifier.verifyThat;

import java.util.List;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.verify.Verdict.RefusedWrongly;
import org.deciban.proofs.verify.Verdict.Refuted;
import org.deciban.proofs.verify.Verdict.Verified;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.folded.FoldedEngine;
import org.junit.jupiter.api.Test;

/**
 * A network of one token that somebody wrote down for two variables: hidden units hold the logarithms of the likelihoods and of
 * the two messages, {@code ln Σ_a f(a,b) e_a(a)} and {@code ln Σ_b f(a,b) e_b(b)}.
 */
class HandMadeModelTest {
    private static final double[] JOINT = {0.28, 0.12, 0.06, 0.54};

    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("a", "no", "yes")
            .variable("b", "no", "yes")
            .factor(List.of("a", "b"), JOINT)
            .build();

    private static final Evidence BOTH =
            GRAPH.evidence().likelihood("a", 0.3, 0.7).likelihood("b", 0.9, 0.2).build();

    /** Dimensions 0 to 3 hold e_a and e_b, dimensions 4 to 7 the log-beliefs of a and b. */
    private static Program program(double[] joint) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("likelihoods", 4);
        layout.add("log_beliefs", 4);
        Matrix w1 = Matrix.ofRowMajor(8, 8, new double[] {
            1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0,
            joint[0], joint[1], 0, 0, 0, 0, 0, 0, joint[2], joint[3], 0, 0, 0, 0, joint[0], joint[2], 0, 0, 0, 0, 0, 0,
            joint[1], joint[3], 0, 0, 0, 0, 0, 0,
        });
        Matrix.Builder w2 = Matrix.builder(8, 8);
        IntStream.range(0, 4).forEach(row -> w2.endRow());
        IntStream.range(0, 4)
                .forEach(row -> w2.append(row, 1).append(4 + row, 1).endRow());
        Layer layer = new Layer(
                "logic",
                List.of(),
                new FeedForward(w1, Matrix.zeros(8, 1), w2.build(), Matrix.zeros(8, 1), Activation.LOG));
        Matrix token = Matrix.ofRowMajor(1, 8, new double[] {1, 1, 1, 1, 0, 0, 0, 0});
        List<Input> inputs = IntStream.range(0, 4)
                .mapToObj(i -> new Input(new Cell(0, i), 0, 1))
                .toList();
        List<Cell> cells = IntStream.range(4, 8).mapToObj(i -> new Cell(0, i)).toList();
        ReadOut readOut = new ReadOut(List.of(0), cells, Matrix.identity(4), List.of(2, 2));
        return new Program(new Transformer(layout.build(), List.of(layer)), token, inputs, readOut);
    }

    private static HandMadeModel model(double... joint) {
        return HandMadeModel.of(GRAPH, program(joint), HandMadeModel.likelihoods(GRAPH));
    }

    @Test
    void aNetworkWrittenByHandIsVerifiedOnEveryEngine() {
        for (HandMadeModel model : List.of(model(JOINT), model(JOINT).on(new FoldedEngine()))) {
            Verifier verifier = verifyThat(model)
                    .given(Evidence.none())
                    .given(BOTH)
                    .given(GRAPH.evidence().observe("b", "yes").build());
            assertThat(verifier.matchesExactPosterior(Tolerance.ROUNDING)).isInstanceOf(Verified.class);
            assertThat(verifier.isDefinedOnlyOn(GRAPH.variables()).word()).isEqualTo("VERIFIED");
        }
    }

    @Test
    void aWrongWeightIsRefuted() {
        Verdict verdict =
                verifyThat(model(0.28, 0.12, 0.06, 0.55)).given(BOTH).matchesExactPosterior(Tolerance.ROUNDING);
        assertThat(verdict).isInstanceOf(Refuted.class);
        assertThat(verdict.findWorst().orElseThrow().magnitude()).isBetween(1e-4, 1e-2);
    }

    @Test
    void readsCountAsRoundsIfTheModelSaysSo() {
        // One read after one layer is not what the evidence alone says, as a read after no round has to be.
        assertThat(verifyThat(model(JOINT)).matchesLoopyBp(atEveryRound()).word())
                .isEqualTo("INCONCLUSIVE");
        Verdict verdict = verifyThat(model(JOINT).readingEveryRound()).matchesLoopyBp(atEveryRound());
        assertThat(verdict).isInstanceOf(Refuted.class);
        assertThat(verdict.findWorst().orElseThrow().round()).hasValue(0);
    }

    @Test
    void evidenceThatDoesNotFitTheInputsIsRefusedByTheModel() {
        Evidence large = GRAPH.evidence().likelihood("a", 3, 7).build();
        Verdict verdict = verifyThat(model(JOINT)).given(large).matchesExactPosterior(Tolerance.ROUNDING);
        assertThat(verdict).isInstanceOf(RefusedWrongly.class);
        assertThat(verdict.findReason().orElseThrow()).contains("must be in [0.0, 1.0]");
    }

    @Test
    void logLikelihoodsHaveAFloor() {
        Evidence hard = GRAPH.evidence().observe("a", "yes").build();
        assertThat(HandMadeModel.logLikelihoods(GRAPH, -50).apply(hard)).containsExactly(-50, 0, 0, 0);
    }

    @Test
    void aReadOutOfOtherDistributionsIsRefused() {
        FactorGraph three = FactorGraph.builder()
                .variable("a", "no", "yes")
                .variable("b", "no", "yes", "maybe")
                .factor(List.of("a", "b"), 1, 1, 1, 1, 1, 1)
                .build();
        assertThatThrownBy(() -> HandMadeModel.of(three, program(JOINT), HandMadeModel.likelihoods(three)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 3]");
    }
}
