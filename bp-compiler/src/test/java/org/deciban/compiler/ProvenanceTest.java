package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.deciban.compiler.TokenOrigin.Kind;
import org.deciban.compiler.decompile.Coupling;
import org.deciban.compiler.decompile.HeadForm;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.ResidualLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProvenanceTest {
    /** A factor of three variables makes the log-odds construction use both of its layers. */
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("rain", "no", "yes")
            .variable("hose", "no", "yes")
            .variable("wet", "no", "yes")
            .conditional("rain", List.of(), 0.8, 0.2)
            .conditional("wet", List.of("rain", "hose"), 0.9, 0.1, 0.2, 0.8, 0.3, 0.7, 0.1, 0.9)
            .build();

    private static final FactorGraph CHAIN = FactorGraph.builder()
            .variable("rain", "no", "yes")
            .variable("wet", "no", "yes")
            .variable("slippery", "no", "yes", "very")
            .conditional("rain", List.of(), 0.8, 0.2)
            .conditional("wet", List.of("rain"), 0.9, 0.1, 0.2, 0.8)
            .conditional("slippery", List.of("wet"), 1, 0, 0, 0.2, 0.3, 0.5)
            .build();

    private static CompiledModel compile(Construction construction) {
        return BpCompiler.compile(
                construction == Construction.SCAN ? CHAIN : GRAPH,
                CompilerOptions.exact().withConstruction(construction));
    }

    @Test
    void aTokenKnowsItsVariableFactorAndRow() {
        CompiledModel model = compile(Construction.ROWS);
        assertThat(model.origin(0).kind()).isEqualTo(Kind.SINK);
        assertThat(model.origin(2)).isEqualTo(TokenOrigin.variable(1, "hose"));
        assertThat(model.origin(7)).isEqualTo(TokenOrigin.message(1, 2, "P(wet | rain, hose) → wet"));
        // Rows: two of P(rain), then eight seen from each of rain, hose and wet.
        TokenOrigin row = model.origin(8 + 2 + 8 + 3);
        assertThat(row.kind()).isEqualTo(Kind.ROW);
        assertThat(row.variable()).isEqualTo(OptionalInt.of(1));
        assertThat(row.factor()).isEqualTo(OptionalInt.of(1));
        assertThat(row.row()).isEqualTo(OptionalInt.of(3));
        assertThat(model.describeToken(21)).isEqualTo("row 3 of P(wet | rain, hose) → hose");
    }

    @Test
    void aDimensionKnowsWhatItHolds() {
        CompiledModel model = compile(Construction.ROWS);
        ResidualLayout layout = model.transformer().layout();
        assertThat(model.describeDimension(layout.subspace("own_cell").at(3)))
                .isEqualTo(
                        "own_cell: address of the message or variable token that this is, or belongs to, 1 if bit 1 is 1");
        assertThat(model.describeDimension(layout.subspace("state.1").at(0)))
                .isEqualTo("state.1: gathered log-message, or log-belief of a variable token, slot 1, state 0");
        CompiledModel logOdds = compile(Construction.LOG_ODDS);
        assertThat(logOdds.describeDimension(
                        logOdds.transformer().layout().subspace("log_potential").at(6)))
                .isEqualTo("log_potential: ln of the entries of the factor's table,"
                        + " slot 0 in state 1, slot 1 in state 1, receiver in state 0");
    }

    @Test
    void aHeadKnowsItsRoundItsPurposeAndWhatItMoves() {
        CompiledModel model = compile(Construction.ROWS);
        assertThat(model.describeHead(2, 1))
                .isEqualTo("round 2, gather: AND: takes away what the own factor told the variable of slot 0;"
                        + " looks where own_cell is its slot_cell.0, at the sink if is_sink, scoring slot_gate.0 · is_sink,"
                        + " not where is_row, at the sink if is_row;"
                        + " adds -1.0 · (message + 32.0 · impossible) to state.0");
        assertThat(model.describeHead(1, 0)).startsWith("round 1, update: OR: averages over the rows of the factor");
        assertThat(model.describeHead(2 * model.rounds(), 0)).startsWith("read-out, gather: AND: adds up");
    }

    @Test
    void aUnitKnowsWhatItWrites() {
        CompiledModel rows = compile(Construction.ROWS);
        assertThat(rows.describeUnit(1, 2))
                .isEqualTo(
                        "round 1, update: writes the log-message of state 1, ln of its row_posterior, on message tokens");
        CompiledModel logOdds = compile(Construction.LOG_ODDS);
        assertThat(logOdds.describeUnit(0, 0))
                .isEqualTo("round 1, gather: copy, upper half: adds 1.0 · φ(1.0 · log_potential[0]) to folded[0]"
                        + " unless log_potential_zero[0] or ruled_out.1[0], on message tokens");
    }

    @Test
    void thePartsOfAScanSayWhatTheyAreFor() {
        CompiledModel scan = compile(Construction.SCAN);
        ResidualLayout layout = scan.transformer().layout();
        // The sink, three variables, five messages; paths of 4 · 3 · 3 states.
        assertThat(scan.tokens().rows()).isEqualTo(1 + 3 + 5 + 36);
        assertThat(scan.describeToken(5)).isEqualTo("message P(wet | rain) → rain");
        assertThat(scan.describeToken(9)).isEqualTo("row state 0 → state 0 → state 0");
        assertThat(scan.describeToken(9 + 35)).isEqualTo("row any state → state 2 → state 2");
        assertThat(scan.describeDimension(layout.subspace("partner").at(10)))
                .isEqualTo("partner: log-matrix of the stretch farther away, from any state to state 1");
        assertThat(scan.describeHead(2, 0)).startsWith("round 1, gather.1: AND: takes the matrix of the stretch");
        assertThat(scan.describeHead(3, 0)).startsWith("round 1, update: OR: sums over the states");
        assertThat(scan.describeHead(scan.transformer().layers().size() - 1, 0)).startsWith("read-out, read: AND");
    }

    /** The words are checked against the weights: every block that a head scores by or writes to is named. */
    @ParameterizedTest
    @EnumSource(Construction.class)
    void theWordsOfAHeadNameWhatItsWeightsTouch(Construction construction) {
        CompiledModel model = compile(construction);
        ResidualLayout layout = model.transformer().layout();
        for (int l = 0; l < model.transformer().layers().size(); l++) {
            Layer layer = model.transformer().layers().get(l);
            for (int h = 0; h < layer.heads().size(); h++) {
                AttentionHead head = layer.heads().get(h);
                HeadForm form = HeadForm.of(head);
                String words = model.describeHead(l, h);
                for (Coupling term : form.compatibility()) {
                    // "not where" compares with a dimension that is 1 everywhere, and is not said.
                    String query = layout.subspaceOf(term.to()).name();
                    assertThat(words)
                            .contains(
                                    query.equals("one") ? "" : query,
                                    layout.subspaceOf(term.from()).name());
                }
                for (Coupling term : form.valuePath()) {
                    assertThat(words).contains(layout.subspaceOf(term.from()).name());
                    assertThat(words)
                            .contains("to " + layout.subspaceOf(term.to()).name());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Construction.class)
    void everyPartHasADescriptionAndNothingElseHas(Construction construction) {
        CompiledModel model = compile(construction);
        for (int d = 0; d < model.transformer().layout().modelDim(); d++) {
            assertThat(model.describeDimension(d)).isNotBlank();
        }
        int layers = model.transformer().layers().size();
        for (int l = 0; l < layers; l++) {
            Layer layer = model.transformer().layers().get(l);
            for (int h = 0; h < layer.heads().size(); h++) {
                assertThat(model.describeHead(l, h)).contains(layer.name());
            }
            for (int u = 0; u < layer.feedForward().hiddenDim(); u++) {
                assertThat(model.describeUnit(l, u)).contains(layer.name());
            }
            int layerIndex = l;
            assertThatThrownBy(
                            () -> model.describeHead(layerIndex, layer.heads().size()))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() ->
                            model.describeUnit(layerIndex, layer.feedForward().hiddenDim()))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> model.describeHead(layers, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> model.describeUnit(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() ->
                        model.describeDimension(model.transformer().layout().modelDim()))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
