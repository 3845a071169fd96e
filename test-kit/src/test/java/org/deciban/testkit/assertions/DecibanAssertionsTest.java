package org.deciban.testkit.assertions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.deciban.proofs.verify.Rounds.atEveryRound;
import static org.deciban.proofs.verify.Verifier.verifyThat;
import static org.deciban.testkit.assertions.DecibanAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.ImportedModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.proofs.verify.Check;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.proofs.verify.Verdict;
import org.deciban.proofs.verify.VerificationReport;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.io.TransformerFile;
import org.junit.jupiter.api.Test;

class DecibanAssertionsTest {
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("rain", "no", "yes")
            .variable("grass", "dry", "wet")
            .conditional("rain", List.of(), 0.8, 0.2)
            .conditional("grass", List.of("rain"), 0.9, 0.1, 0.2, 0.8)
            .build();

    private static final CompiledModel MODEL = BpCompiler.compile(GRAPH, CompilerOptions.exact());

    private static final Verdict VERIFIED = verifyThat(MODEL).matchesLoopyBp(atEveryRound());

    /** The sum head of the gather layer adds a half too much; in layer 0 there is no message to add yet. */
    private static final Verdict REFUTED = verifyThat(scaled("gather", "sum.0")).matchesLoopyBp(atEveryRound());

    private static ImportedModel scaled(String layerName, String headName) {
        Program program = MODEL.program();
        List<Layer> layers = program.transformer().layers().stream()
                .map(layer -> layer.name().equals(layerName) ? scaled(layer, headName) : layer)
                .toList();
        Program changed = new Program(
                new Transformer(program.transformer().layout(), layers),
                program.tokens(),
                program.inputs(),
                program.readOut());
        return ImportedModel.of("m", TransformerFile.of(changed, MODEL.toFile().provenance()), GRAPH);
    }

    private static Layer scaled(Layer layer, String headName) {
        List<AttentionHead> heads = new ArrayList<>();
        for (AttentionHead head : layer.heads()) {
            double[] output = head.wO().toRowMajor();
            for (int i = 0; i < output.length; i++) {
                output[i] *= head.name().equals(headName) ? 1.5 : 1;
            }
            Matrix scaled = Matrix.ofRowMajor(head.wO().rows(), head.wO().columns(), output);
            heads.add(new AttentionHead(head.name(), head.wQ(), head.wK(), head.wV(), scaled));
        }
        return new Layer(layer.name(), heads, layer.feedForward());
    }

    private static void assertFails(ThrowingCallable assertion, String... words) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContainingAll(words);
    }

    @Test
    void verdictsAreAssertedByTheirWord() {
        assertThat(VERIFIED).isVerified();
        assertThat(REFUTED).isRefuted();
        Verdict undecided = new Verdict.Inconclusive("over the budget");
        assertThat(undecided).isInconclusive().hasReasonContaining("budget");
        assertFails(() -> assertThat(VERIFIED).isRefuted(), "expected the verdict REFUTED", "VERIFIED (≤ 1.0E-12)");
        assertFails(() -> assertThat(VERIFIED).isInconclusive(), "INCONCLUSIVE");
        assertFails(() -> assertThat(undecided).isVerified(), "INCONCLUSIVE: over the budget");
        assertFails(() -> assertThat(undecided).hasReasonContaining("time"), "time", "over the budget");
    }

    @Test
    void aRefutationFailsWithEvidenceNodeRoundValuesUlpsLayerAndHead() {
        assertFails(
                () -> assertThat(REFUTED).isVerified(),
                "expected the verdict VERIFIED",
                "grass=",
                ", round ",
                "no evidence",
                "expected 0.",
                "got 0.",
                "ulps",
                "first off in layer 2 (gather), head ",
                "(sum.0): W_O",
                "put right there alone, the claim holds");
    }

    @Test
    void aWitnessIsAssertedByItsPlace() {
        assertThat(REFUTED).hasWitnessAt("grass").hasFaultInLayer("gather").hasFaultInHead("gather", "sum.0");
        int round = REFUTED.findWorst().orElseThrow().round().orElseThrow();
        assertThat(REFUTED).hasWitnessInRound(round);
        assertFails(() -> assertThat(REFUTED).hasWitnessAt("rain"), "a witness at rain, got one at grass");
        assertFails(() -> assertThat(REFUTED).hasWitnessInRound(round + 1), "in round " + (round + 1));
        assertFails(() -> assertThat(REFUTED).hasFaultInLayer("update"), "a fault in layer update");
        assertFails(() -> assertThat(REFUTED).hasFaultInHead("gather", "erase"), "head erase of layer gather");
        assertFails(() -> assertThat(VERIFIED).hasFaultInLayer("gather"), "a part at fault, there is none");
        assertFails(() -> assertThat(new Verdict.Inconclusive("why")).hasWitnessAt("rain"), "a witness, there is none");
    }

    @Test
    void aReportIsAssertedAsAWhole() {
        VerificationReport good = VerificationReport.of(MODEL, List.of());
        assertThat(good).isVerified();
        VerificationReport bad = good.and(new Check("the other claim", REFUTED));
        assertThat(bad).isRefuted();
        assertFails(() -> assertThat(bad).isVerified(), "the other claim: REFUTED", "(sum.0)");
        assertFails(() -> assertThat(good).isRefuted(), VerificationReport.EQUALS_EXACT);
        assertFails(
                () -> assertThat(new VerificationReport(List.of(), Optional.empty()))
                        .isVerified(),
                "every check");
    }

    @Test
    void marginalsAreAssertedWithinATolerance() {
        Marginals posterior = MODEL.infer(Evidence.none());
        // 0.8·0.1 + 0.2·0.8
        assertThat(posterior).hasProbability("grass", "wet", 0.24, Tolerance.ROUNDING);
        assertThat(posterior).isCloseTo(posterior, new Tolerance(0));
        Marginals wet = MODEL.infer(GRAPH.evidence().observe("grass", "wet").build());
        assertFails(() -> assertThat(wet).isCloseTo(posterior, Tolerance.ROUNDING), "grass=", "ulps");
        assertFails(
                () -> assertThat(wet).hasProbability("grass", "wet", 0.24, Tolerance.ROUNDING),
                "P(grass=wet) = 0.24",
                "got 1.0");
    }
}
