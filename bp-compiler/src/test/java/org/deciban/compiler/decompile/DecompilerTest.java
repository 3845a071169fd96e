package org.deciban.compiler.decompile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.decompile.Decompilation.Recovered;
import org.deciban.compiler.decompile.Decompilation.Refused;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.junit.jupiter.api.Test;

class DecompilerTest {
    /** Tokens: 0 the sink, 1 and 2 variables, 3 and 4 messages, 5 to 7 rows seen from rain, 8 to 10 rows seen from wet. */
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("rain", "no", "yes")
            .variable("wet", "no", "yes")
            .factor(List.of("rain", "wet"), 4, 0, 1, 2)
            .build();

    private static final CompiledModel MODEL = BpCompiler.compile(GRAPH, CompilerOptions.exact());

    private static Decompilation decompileWith(int token, String subspace, int offset, DoubleUnaryOperator change) {
        Matrix tokens = MODEL.tokens();
        int dimension = MODEL.transformer().layout().subspace(subspace).at(offset);
        double[] entries = tokens.toRowMajor();
        int at = token * tokens.columns() + dimension;
        entries[at] = change.applyAsDouble(entries[at]);
        return Decompiler.decompile(MODEL.transformer(), Matrix.ofRowMajor(tokens.rows(), tokens.columns(), entries));
    }

    static List<String> misfits(Decompilation decompilation) {
        assertThat(decompilation).isInstanceOf(Refused.class);
        return ((Refused) decompilation)
                .misfits().stream().map(Misfit::toString).toList();
    }

    @Test
    void weightsAndTokensGiveTheGraphAndTheEvidence() {
        Matrix tokens = MODEL.embed(GRAPH.evidence()
                .observe("wet", "yes")
                .likelihood("rain", 0.1, 0.4)
                .build());
        Recovered recovered = (Recovered) Decompiler.decompile(MODEL.transformer(), tokens);
        assertThat(recovered.rounds()).isEqualTo(1);
        assertThat(recovered.damping()).isZero();
        assertThat(recovered.graph().variables()).hasToString("[v0, v1]");
        assertThat(recovered.graph().factors()).hasToString("[f(v0, v1)]");
        assertThat(recovered.graph().factors().get(0).table())
                .containsExactly(new double[] {1, 0, 0.25, 0.5}, within(1e-15));
        assertThat(recovered.evidence().likelihood(recovered.graph().variables().get(0)))
                .containsExactly(new double[] {0.25, 1}, within(1e-15));
        assertThat(recovered
                        .evidence()
                        .findObservedState(recovered.graph().variables().get(1)))
                .hasValue(1);
    }

    @Test
    void aModelOfNoRoundsHasItsGraphToo() {
        CompiledModel model = BpCompiler.compile(GRAPH, CompilerOptions.loopy(0));
        Recovered recovered = (Recovered) Decompiler.decompile(model.transformer(), model.tokens());
        assertThat(recovered.rounds()).isZero();
        assertThat(recovered.damping()).isZero();
        assertThat(recovered.graph().factors().get(0).table())
                .containsExactly(new double[] {1, 0, 0.25, 0.5}, within(1e-15));
    }

    @Test
    void aTableEntryThatOneSideAloneHoldsIsNamed() {
        double half = Math.log(0.5);
        assertThat(misfits(decompileWith(9, "log_potential", 0, x -> half)))
                .singleElement()
                .asString()
                .matches("token 9, dimension \\d+ \\(log_potential\\): found -0\\.693\\d+,"
                        + " expected -1\\.386\\d+, as in row 1 of f\\(v0, v1\\) → v1");
    }

    @Test
    void aRowThatOneSideAloneHoldsIsNamed() {
        Matrix tokens = MODEL.tokens();
        Matrix.Builder shorter = Matrix.builder(tokens.rows() - 1, tokens.columns());
        for (int token = 0; token < tokens.rows(); token++) {
            if (token != 10) {
                tokens.forEachInRow(token, shorter::append);
                shorter.endRow();
            }
        }
        assertThat(misfits(Decompiler.decompile(MODEL.transformer(), shorter.build())))
                .singleElement()
                .asString()
                .startsWith("token 4, ")
                .endsWith(
                        "found rows of the table entries [0, 2], expected the entries [0, 2, 3], as seen from token 3");
    }

    @Test
    void aBitOfAnAddressThatIsNoBitIsNamed() {
        assertThat(misfits(decompileWith(3, "own_cell", 1, x -> 0.5)))
                .first()
                .asString()
                .startsWith("token 3, ")
                .contains("(own_cell): found the pair (1.0, 0.5), expected (1, 0) or (0, 1)");
    }

    @Test
    void aTokenOfTwoKindsIsNamed() {
        assertThat(misfits(decompileWith(2, "is_row", 0, x -> 1)))
                .singleElement()
                .asString()
                .startsWith("token 2, ")
                .contains("found the kinds [0.0, 1.0, 0.0, 1.0]");
    }

    @Test
    void aTokenFromTheMiddleOfAForwardPassIsNamed() {
        assertThat(misfits(decompileWith(3, "message", 1, x -> -0.25)))
                .singleElement()
                .asString()
                .startsWith("token 3, ")
                .contains("(message): found -0.25, expected 0.0, as in message f(v0, v1) → v0");
    }

    @Test
    void evidenceThatRulesEveryStateOutIsNoEvidence() {
        Matrix tokens = MODEL.tokens();
        ResidualLayout layout = MODEL.transformer().layout();
        Matrix.Builder marks = Matrix.builder(tokens.rows(), tokens.columns()).endRow();
        for (String subspace : List.of("message", "impossible")) {
            for (int s = 0; s < 2; s++) {
                marks.append(layout.subspace(subspace).at(s), Activation.LOG_FLOOR);
            }
        }
        assertThat(misfits(Decompiler.decompile(MODEL.transformer(), tokens.plus(marks.build()))))
                .singleElement()
                .asString()
                .startsWith("token 1, ")
                .contains("found every state ruled out");
    }

    @Test
    void layersInAnotherNumberAreNamed() {
        Transformer transformer = MODEL.transformer();
        Transformer shorter =
                new Transformer(transformer.layout(), transformer.layers().subList(0, 2));
        assertThat(misfits(Decompiler.decompile(shorter, MODEL.tokens())))
                .containsExactly(
                        "the layers: found 2, expected an odd number: gather and update for each round, and a last gather");
    }

    @Test
    void aTransformerOfAnotherLayoutIsRefusedByItsResidualStream() {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("x", 3);
        Transformer other = new Transformer(layout.build(), List.of(new Layer("l", List.of(), FeedForward.none(3))));
        assertThat(misfits(Decompiler.decompile(other, Matrix.zeros(2, 3))))
                .singleElement()
                .asString()
                .startsWith("the residual stream: found [x[0..2]], expected the subspaces own_variable");
    }

    @Test
    void tokensOfAnotherWidthAreNamed() {
        assertThat(misfits(Decompiler.decompile(MODEL.transformer(), Matrix.zeros(2, 3))))
                .containsExactly("the tokens: found [2, 3], expected [tokens, "
                        + MODEL.tokens().columns() + "]");
    }

    @Test
    void tablesWhoseEntriesSpanTheRangeOfADoubleKeepEveryEntry() {
        FactorGraph wide = FactorGraph.builder()
                .variable("a", "0", "1")
                .factor(List.of("a"), 1e-300, 1e300)
                .build();
        CompiledModel model = BpCompiler.compile(wide, CompilerOptions.exact());
        Recovered recovered = (Recovered) Decompiler.decompile(model.transformer(), model.tokens());
        double[] table = recovered.graph().factors().get(0).table();
        assertThat(Math.log(table[1]) - Math.log(table[0])).isCloseTo(600 * Math.log(10), within(1e-9));
    }
}
