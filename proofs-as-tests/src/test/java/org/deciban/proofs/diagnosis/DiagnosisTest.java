package org.deciban.proofs.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("rain", "no", "yes")
            .variable("wet", "no", "yes")
            .factor(List.of("rain"), 0.8, 0.2)
            .factor(List.of("rain", "wet"), 0.9, 0.1, 0.2, 0.8)
            .build();
    private static final CompiledModel MODEL = BpCompiler.compile(GRAPH, CompilerOptions.exact());
    private static final Suspect SOUND = Suspect.of(MODEL);

    private static int token(String description) {
        return IntStream.range(0, MODEL.tokens().rows())
                .filter(token -> MODEL.describeToken(token).equals(description))
                .findFirst()
                .orElseThrow();
    }

    private static Suspect withEntry(int token, String subspace, int at, double value) {
        Subspace block = MODEL.transformer().layout().subspace(subspace);
        return SOUND.with(MODEL.tokens().with(List.of(new Cell(token, block.at(at))), new double[] {value}));
    }

    @Test
    void aModelAsCompiledHasNothing() {
        assertThat(SOUND.diagnose(List.of())).isEmpty();
    }

    @Test
    void aVariableWithoutATokenIsNamed() {
        Suspect blanked =
                Injection.blanked(SOUND, List.of(token("variable wet"))).suspect();
        assertThat(blanked.diagnose(List.of()))
                .containsExactly(new Diagnosis(
                        Diagnosis.Kind.MISSING_GROUNDING,
                        new Place.Node("variable wet"),
                        "0 instead of 1 tokens have its address"));
    }

    /** The cell of the variable wet is 1, that of f(rain) → rain 2, that of f(rain, wet) → rain 3. */
    @Test
    void aTokenUnderTheAddressOfAnotherIsNamedBeforeThatOther() {
        Suspect moved = withEntry(token("message f(rain, wet) → rain"), "own_cell", 0, 1);
        Matrix tokens = moved.tokens()
                .with(
                        List.of(new Cell(
                                token("message f(rain, wet) → rain"),
                                MODEL.transformer()
                                        .layout()
                                        .subspace("own_cell")
                                        .at(1))),
                        new double[] {0});
        assertThat(SOUND.with(tokens).diagnose(List.of()))
                .extracting(Diagnosis::toString)
                .startsWith(
                        "wrong routing at message f(rain, wet) → rain: 0 instead of 1 tokens have its address",
                        "wrong routing at message f(rain) → rain: 2 instead of 1 tokens have its address");
    }

    @Test
    void aTableEntryThatIsNotThatOfTheGraphIsNamedWithBoth() {
        Suspect wrong = withEntry(token("row 1 of f(rain, wet) → wet"), "log_potential", 0, 0);
        assertThat(wrong.diagnose(List.of()))
                .extracting(problem -> problem.kind() + " " + problem.place())
                .containsExactly("WRONG_WEIGHTS message f(rain, wet) → wet");
    }

    /** What is neither an address nor a table entry shows in the answers alone. */
    @Test
    void anotherEntryOfATokenIsNamedByTheTokenIfAnAnswerIsWrong() {
        Suspect wrong = withEntry(token("message f(rain, wet) → wet"), "slot_fill.0", 0, 1);
        assertThat(wrong.diagnose(List.of()))
                .extracting(problem -> problem.kind() + " " + problem.place())
                .containsExactly("WRONG_WEIGHTS message f(rain, wet) → wet");
    }

    @Test
    void aMatrixIsNamedWithItsLayer() {
        Injected noisy = IntStream.range(0, 100)
                .mapToObj(seed -> WeightNoise.onOneMatrix(SOUND, new Random(seed), 1e-3))
                .filter(drawn -> drawn.places().contains(new Place.Weights(1, "update", "head rows", "W_V")))
                .findFirst()
                .orElseThrow();
        assertThat(noisy.suspect().diagnose(List.of()))
                .extracting(Diagnosis::place)
                .containsExactlyElementsOf(noisy.places());
    }

    /** Evidence that the fault does not touch is answered right, and then there is nothing to name. */
    @Test
    void wrongWeightsAreNamedOnlyIfAnAnswerToTheEvidenceIsWrong() {
        Injected noisy = WeightNoise.onAll(SOUND, new Random(1), 1e-3);
        Evidence everything =
                GRAPH.evidence().observe("rain", "yes").observe("wet", "yes").build();
        assertThat(noisy.suspect().diagnose(List.of())).isNotEmpty();
        assertThat(noisy.suspect().diagnose(List.of(everything))).isEmpty();
    }

    @Test
    void whatIsNotOfRowAttentionIsRefused() {
        CompiledModel logOdds =
                BpCompiler.compile(GRAPH, CompilerOptions.exact().withConstruction(Construction.LOG_ODDS));
        assertThatThrownBy(() -> Suspect.of(logOdds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row_posterior");
        assertThatThrownBy(() -> SOUND.with(logOdds.transformer()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layout");
    }

    @Test
    void noiseAndNumbersOfBitsHaveToMakeSense() {
        assertThatThrownBy(() -> WeightNoise.onAll(SOUND, new Random(1), Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Injection.flippedBits(SOUND, new Random(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
