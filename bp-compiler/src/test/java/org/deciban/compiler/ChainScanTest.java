package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.lowering.ChainScan;
import org.deciban.compiler.internal.passes.ChainFactors;
import org.deciban.compiler.internal.passes.TablesToRows;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.folded.FoldReport;
import org.deciban.transformer.folded.FoldedEngine;
import org.deciban.transformer.trace.HookPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainScanTest {
    private static final CompilerOptions SCAN = CompilerOptions.exact().withConstruction(Construction.SCAN);

    private static void assertExact(FactorGraph graph, Evidence evidence, Marginals actual) {
        Marginals expected = JunctionTree.run(graph, evidence).marginals();
        assertThat(actual.farthestFrom(expected).magnitude()).isLessThan(1e-13);
    }

    @Test
    void layersAreTwiceTheBinaryLogarithmAndThreeMore() {
        for (int variables = 2; variables <= 70; variables++) {
            CostReport cost =
                    BpCompiler.intermediate(Networks.chain(variables), SCAN).cost();
            int log = 32 - Integer.numberOfLeadingZeros(variables - 1);
            assertThat(cost.layers()).isEqualTo(2 * log + 3);
            assertThat(cost.rounds()).isEqualTo(1);
            // The sink, variables, edges, and 3 · 2 · 2 paths.
            assertThat(cost.tokens()).isEqualTo(1 + variables + 2L * (variables - 1) + 12);
        }
    }

    /** Evidence has been read after the first layer, and the scan after the last; in between there is no belief to show. */
    @Test
    void beliefsShowAfterTheFirstAndTheLastLayer() {
        RowFactorGraph rows = ChainFactors.apply(TablesToRows.apply(Networks.chain(9)));
        ChainScan scan = ChainScan.lower(rows, ModelBounds.of(rows));
        int last = scan.loop().body().size();
        assertThat(scan.roundsShownAfter(0)).hasValue(0);
        assertThat(scan.roundsShownAfter(last)).hasValue(1);
        for (int layer = 1; layer < last; layer++) {
            assertThat(scan.roundsShownAfter(layer)).isEmpty();
        }
        assertThat(BpCompiler.compile(Networks.chain(9), SCAN)
                        .program()
                        .readOut()
                        .layers())
                .containsExactly(0, last);
    }

    /** Too many by the levels at which a stretch has ended, by best rows, which are ln 1, and by paths that stay on the diagonal. */
    @ParameterizedTest
    @ValueSource(strings = {"ab", "abcde"})
    void theBytesAreAboutThoseOfTheEntries(String states) {
        for (int variables = 2; variables <= 40; variables++) {
            CompiledModel model = BpCompiler.compile(Networks.chain(variables, states.split("")), SCAN);
            long bytes = 12L * model.tokens().nonZeros();
            assertThat(model.cost().modelBytes()).isBetween(bytes, bytes + bytes / 4);
        }
    }

    @Test
    void aThousandStepsTakeElevenCompositionsAndAreExact() {
        FactorGraph graph = Networks.chain(1000);
        CompiledModel model = BpCompiler.compile(graph, SCAN);
        assertThat(model.cost().layers()).isEqualTo(23);
        Evidence evidence =
                graph.evidence().observe("x0", "yes").observe("x999", "no").build();
        assertExact(graph, evidence, model.infer(evidence));
    }

    @Test
    void chainsOfOneVariableAndOfNoneOfItsNeighboursAreExact() {
        FactorGraph graph = FactorGraph.builder()
                .variable("alone", "a", "b", "c")
                .variable("free", "a", "b")
                .variable("left", "a", "b")
                .variable("right", "a", "b", "c")
                .factor(List.of("alone"), 1, 0, 3)
                .factor(List.of("right", "left"), 1, 2, 0, 4, 5, 0)
                .factor(List.of("left"), 1, 2)
                .factor(List.of("right"), 3, 1, 2)
                .build();
        CompiledModel model = BpCompiler.compile(graph, SCAN);
        for (Evidence evidence : List.of(
                Evidence.none(),
                graph.evidence().observe("right", "b").build(),
                graph.evidence()
                        .likelihood("alone", 0.1, 1, 0)
                        .likelihood("left", 1, 0.01)
                        .build())) {
            assertExact(graph, evidence, model.infer(evidence));
            assertThat(model.filtered(evidence).probability("alone", "a"))
                    .isEqualTo(model.infer(evidence).probability("alone", "a"));
        }
    }

    @Test
    void theFilteredPosteriorLeavesOutWhatComesLater() {
        FactorGraph graph = Networks.chain(9);
        Evidence all = evidence(graph, 9);
        Marginals filtered = BpCompiler.compile(graph, SCAN).filtered(all);
        for (int v = 0; v < 9; v++) {
            // The chain cut off after v.
            FactorGraph.Builder builder = FactorGraph.builder();
            IntStream.rangeClosed(0, v).forEach(i -> builder.variable("x" + i, "no", "yes"));
            for (int f = 0; f < v; f++) {
                builder.factor(
                        List.of("x" + f, "x" + (f + 1)), graph.factors().get(f).table());
            }
            FactorGraph cut = builder.build();
            double expected =
                    JunctionTree.run(cut, evidence(cut, v + 1)).marginals().probability("x" + v, "yes");
            assertThat(Math.abs(filtered.probability("x" + v, "yes") - expected))
                    .isLessThan(1e-14);
        }
    }

    private static Evidence evidence(FactorGraph graph, int variables) {
        Evidence.Builder evidence = graph.evidence();
        for (int v = 0; v < variables; v++) {
            evidence.likelihood("x" + v, 1 + v % 3, 1 + v % 2);
        }
        return evidence.build();
    }

    @Test
    void aContradictionWithinAStretchIsRefused() {
        FactorGraph.Builder builder = FactorGraph.builder();
        IntStream.range(0, 40).forEach(v -> builder.variable("x" + v, "no", "yes"));
        IntStream.range(1, 40).forEach(v -> builder.factor(List.of("x" + (v - 1), "x" + v), 1, 0, 0, 1));
        FactorGraph equal = builder.build();
        CompiledModel model = BpCompiler.compile(equal, SCAN);
        for (int other = 1; other < 40; other++) {
            Evidence contradiction = equal.evidence()
                    .observe("x0", "no")
                    .observe("x" + other, "yes")
                    .build();
            assertThatThrownBy(() -> model.infer(contradiction)).isInstanceOf(ImpossibleEvidenceException.class);
        }
    }

    @Test
    void whatIsNoForestOfChainsIsRefusedWithEveryReason() {
        FactorGraph star = FactorGraph.builder()
                .variable("a", "no", "yes")
                .variable("b", "no", "yes")
                .variable("c", "no", "yes")
                .variable("d", "no", "yes")
                .factor(List.of("a", "b"), 1, 2, 3, 4)
                .factor(List.of("a", "c"), 1, 2, 3, 4)
                .factor(List.of("a", "d"), 1, 2, 3, 4)
                .build();
        refuses(star, SCAN, "variable a has 3 neighbours", "--construction rows", "--tree shallow");
        refuses(RandomModels.grid(1, 2, 2, TableLaw.binary()), SCAN, "a cycle");
        FactorGraph three = FactorGraph.builder()
                .variable("a", "no", "yes")
                .variable("b", "no", "yes")
                .variable("c", "no", "yes")
                .factor(List.of("a", "b", "c"), 1, 2, 3, 4, 5, 6, 7, 8)
                .build();
        refuses(three, SCAN, "has 3 variables");
        FactorGraph chain = Networks.chain(4);
        refuses(chain, SCAN.withTask(Task.MAP), "log-odds");
        refuses(chain, SCAN.withMode(Mode.LOOPY), "a scan is exact");
        refuses(chain, SCAN.withDamping(0.5), "no messages to damp");
        refuses(chain, SCAN.withRounds(3), "a scan is one round, asked for 3");
        refuses(chain, SCAN.withShallowTree(), "a shallow tree");
        CompiledModel model = BpCompiler.compile(chain, SCAN);
        assertThatThrownBy(() -> model.withRounds(2)).hasMessageContaining("a scan is one round, asked for 2");
    }

    private static void refuses(FactorGraph graph, CompilerOptions options, String... said) {
        assertThatThrownBy(() -> BpCompiler.intermediate(graph, options))
                .isInstanceOf(CompileException.class)
                .message()
                .contains(said);
    }

    @Test
    void whatOneConstructionHasTheOthersRefuse() {
        CompiledModel rows = BpCompiler.compile(Networks.chain(3), CompilerOptions.exact());
        assertThatThrownBy(() -> rows.filtered(Evidence.none()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Construction.SCAN");
        CompiledModel scan = BpCompiler.compile(Networks.chain(3), SCAN);
        assertThatThrownBy(() -> scan.beliefsReachedFrom(HookPoint.parse("blocks.0.attn.0.z")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not in a scan");
    }

    @Test
    void aFileAnswersAsTheModelThatWasWritten() {
        FactorGraph graph = Networks.chain(13);
        CompiledModel model = BpCompiler.compile(graph, SCAN);
        ImportedModel again = ImportedModel.of("m", model.toFile(), graph);
        assertThat(again.mode()).isEqualTo(Mode.EXACT);
        assertThat(again.propagatesOn()).isEqualTo(PropagationGraph.CHAINS);
        assertThat(again.infer(evidence(graph, 13))).isEqualTo(model.infer(evidence(graph, 13)));
        assertThat(again.findFreshCompilation().orElseThrow().transformer()).isEqualTo(model.transformer());
        assertThat(again.findFreshCompilation().orElseThrow().tokens()).isEqualTo(model.tokens());
    }

    @Test
    void theDenseAndTheFoldedEngineAgree() {
        FactorGraph graph = Networks.chain(9);
        CompiledModel model = BpCompiler.compile(graph, SCAN);
        Evidence evidence = evidence(graph, 9);
        List<Marginals> dense = model.on(new DenseEngine()).beliefsAfterEachRound(evidence);
        List<Marginals> folded = model.beliefsAfterEachRound(evidence);
        assertThat(dense).hasSize(2);
        for (int read = 0; read < 2; read++) {
            assertThat(dense.get(read).farthestFrom(folded.get(read)).magnitude())
                    .isLessThan(1e-14);
        }
        // Before the scan the evidence alone.
        assertThat(dense.get(0).probability("x1", "yes")).isCloseTo(2 / 4.0, within(1e-15));
        assertThat(dense.get(0).probability("x2", "yes")).isCloseTo(1 / 4.0, within(1e-15));
        FoldReport report = new FoldedEngine().prepare(model.program()).report();
        assertThat(report.freeHeads()).isZero();
        assertThat(report.contentHeads()).isEqualTo(1);
    }

    @Test
    void oneSetOfWeightsServesAllChainsWithinTheBounds() {
        ModelBounds bounds = BpCompiler.compile(Networks.chain(30), SCAN).bounds();
        FactorGraph small = FactorGraph.builder()
                .variable("a", "no", "yes")
                .variable("b", "no", "yes")
                .factor(List.of("a", "b"), 1, 2, 3, 4)
                .build();
        CompiledModel model = BpCompiler.compile(small, SCAN.withBounds(bounds));
        assertThat(model.transformer())
                .isEqualTo(BpCompiler.compile(Networks.chain(30), SCAN).transformer());
        assertExact(small, Evidence.none(), model.infer(Evidence.none()));
    }
}
