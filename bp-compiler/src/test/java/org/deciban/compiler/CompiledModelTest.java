package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.InvalidEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.io.Bif;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against numbers worked out by hand. */
class CompiledModelTest {
    @Test
    void theDatingNetworkHasItsKnownPosteriors() {
        CompiledModel model = BpCompiler.compile(Networks.dating(), CompilerOptions.exact());

        Marginals prior = model.infer(Evidence.none());
        assertThat(prior.probability("like_jj", "true")).isCloseTo(0.72, within(1e-14));
        assertThat(prior.probability("date", "true")).isCloseTo(0.288, within(1e-14));

        Marginals given =
                model.infer(model.graph().evidence().observe("date", "true").build());
        assertThat(given.probability("lonely", "true")).isCloseTo(0.3 / 0.72, within(1e-14));
        assertThat(given.probability("exciting", "true")).isCloseTo(0.6 / 0.72, within(1e-14));
        assertThat(given.probability("like_kj", "true")).isEqualTo(1.0);
        assertThat(given.probability("date", "false")).isEqualTo(0.0);
    }

    @Test
    void softEvidenceMultipliesIn() {
        CompiledModel model = BpCompiler.compile(Networks.dating(), CompilerOptions.exact());
        Marginals given = model.infer(
                model.graph().evidence().likelihood("lonely", 0.1, 0.8).build());
        assertThat(given.probability("lonely", "true")).isCloseTo(0.24 / (0.24 + 0.07), within(1e-14));
    }

    @Test
    void theIntermediateFormRunsByItself() {
        CompiledModel model = BpCompiler.compile(Networks.dating(), CompilerOptions.exact());
        List<Marginals> rounds = model.intermediate()
                .beliefsAfterEachRound(
                        model.graph().evidence().observe("date", "true").build());
        assertThat(rounds).hasSize(model.rounds() + 1);
        assertThat(rounds.get(model.rounds()).probability("lonely", "true")).isCloseTo(0.3 / 0.72, within(1e-14));
    }

    @Test
    void impossibleEvidenceIsAnErrorThatNamesIt() {
        CompiledModel model = BpCompiler.compile(Networks.dating(), CompilerOptions.exact());
        Evidence impossible = model.graph()
                .evidence()
                .observe("date", "true")
                .observe("like_kj", "false")
                .build();
        assertThatThrownBy(() -> model.infer(impossible))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("date=true, like_kj=false");
        assertThatThrownBy(() -> model.intermediate().beliefsAfterEachRound(impossible))
                .isInstanceOf(ImpossibleEvidenceException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"ROWS", "LOG_ODDS"})
    void evidenceChangesTheEvidenceDimensionsOfVariableTokensAlone(Construction construction) {
        CompiledModel model =
                BpCompiler.compile(Networks.dating(), CompilerOptions.exact().withConstruction(construction));
        Matrix without = model.tokens();
        Matrix with = model.embed(model.graph()
                .evidence()
                .observe("date", "true")
                .likelihood("lonely", 0.1, 0.7)
                .build());
        for (int token = 0; token < without.rows(); token++) {
            for (int dimension = 0; dimension < without.columns(); dimension++) {
                String subspace =
                        model.transformer().layout().subspaceOf(dimension).name();
                boolean evidence = model.describeToken(token).startsWith("variable ")
                        && (subspace.equals("message") || subspace.equals("impossible"));
                if (!evidence) {
                    assertThat(with.get(token, dimension)).isEqualTo(without.get(token, dimension));
                }
            }
        }
        assertThat(with).isNotEqualTo(without);
    }

    @Test
    void evidenceAboutAnotherGraphIsRefused() {
        CompiledModel model = BpCompiler.compile(Networks.dating(), CompilerOptions.exact());
        FactorGraph other = FactorGraph.builder().variable("rain", "no", "yes").build();
        Evidence foreign = other.evidence().observe("rain", "yes").build();
        assertThatThrownBy(() -> model.infer(foreign))
                .isInstanceOf(InvalidEvidenceException.class)
                .hasMessageContaining("rain");
    }

    private static final FactorGraph LOOP = FactorGraph.builder()
            .variable("a", "0", "1")
            .variable("b", "0", "1")
            .factor(List.of("a", "b"), 1, 2, 3, 4)
            .factor(List.of("b", "a"), 1, 2, 3, 4)
            .build();

    @Test
    void exactModeCompilesTheJunctionTreeOfACycle() {
        CompiledModel model = BpCompiler.compile(LOOP, CompilerOptions.auto());
        assertThat(model.mode()).isEqualTo(Mode.EXACT);
        assertThat(model.cost().junctionTree()).isEqualTo(new CostReport.JunctionTreeSize(1, 0, 1));
        // By hand: the product table over (a, b) is 1, 6, 6, 16.
        assertThat(model.infer(Evidence.none()).probability("a", "1")).isCloseTo(22.0 / 29, within(1e-14));
    }

    @Test
    void aJunctionTreeOverBudgetIsRefusedWithItsTreewidthAndTheWayOut() {
        CompilerOptions tight = CompilerOptions.exact().withBudget(Budget.DEFAULT.withJunctionTreeRows(3));
        assertThatThrownBy(() -> BpCompiler.compile(LOOP, tight))
                .isInstanceOf(CompileBudgetException.class)
                .hasMessageContaining("treewidth 1 and up to 4 rows; 3 are allowed")
                .hasMessageContaining("--mode loopy");
    }

    @Test
    void withoutAPromiseAskedForAJunctionTreeOverBudgetLeavesTheLoopyPromise() {
        CompilerOptions tight = CompilerOptions.auto().withBudget(Budget.DEFAULT.withJunctionTreeRows(3));
        assertThat(BpCompiler.compile(LOOP, tight).mode()).isEqualTo(Mode.LOOPY);
        CompilerOptions slow = CompilerOptions.auto().withBudget(Budget.DEFAULT.withPatternEntries(10));
        assertThat(BpCompiler.compile(LOOP, slow).mode()).isEqualTo(Mode.LOOPY);
    }

    @Test
    void exactModeRefusesTooFewRounds() {
        assertThatThrownBy(() -> BpCompiler.compile(
                        Networks.dating(), CompilerOptions.exact().withRounds(1)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("3 undamped rounds, asked for 1");
    }

    @Test
    void aModelOfImpossibleTablesIsRefused() {
        FactorGraph contradiction = FactorGraph.builder()
                .variable("a", "0", "1")
                .variable("b", "0", "1")
                .factor(List.of("a", "b"), 1, 0, 0, 1)
                .factor(List.of("b", "a"), 0, 1, 1, 0)
                .build();
        assertThatThrownBy(() -> BpCompiler.compile(contradiction, CompilerOptions.exact()))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("two of its factors contradict each other");
    }

    @Test
    void aModelOverBudgetIsRefusedBeforeItIsBuilt() {
        assertThatThrownBy(() -> BpCompiler.compile(
                        Networks.dating(), CompilerOptions.auto().withBudget(Budget.DEFAULT.withModelBytes(1000))))
                .isInstanceOf(CompileBudgetException.class)
                .hasMessageContaining("budget is 1000 bytes");
    }

    @Test
    void theCostReportTellsTheSizesOfTheModelBuilt() {
        CostReport cost = BpCompiler.intermediate(Networks.dating(), CompilerOptions.auto())
                .cost();
        CompiledModel model = BpCompiler.compile(Networks.dating(), CompilerOptions.auto());
        assertThat(cost.tokens()).isEqualTo(model.tokens().rows());
        assertThat(cost.modelDim()).isEqualTo(model.tokens().columns());
        assertThat(cost.layers()).isEqualTo(model.transformer().layers().size());
        assertThat(cost.modelBytes())
                .isGreaterThanOrEqualTo(12L * model.embed(Evidence.none()).nonZeros());
    }

    /** A few scores of the sink are ln 1 and so zero; all other entries are counted. */
    @ParameterizedTest
    @ValueSource(strings = {"asia", "polytree", "grid-3x3", "wet-grass", "dating"})
    void theBytesAreThoseOfTheEntries(String name) {
        FactorGraph graph = Bif.read(Path.of("..", "examples", "networks", name + ".bif"));
        for (CompilerOptions options : List.of(CompilerOptions.exact(), CompilerOptions.loopy())) {
            CompiledModel model = BpCompiler.compile(graph, options);
            long bytes = 12L * model.tokens().nonZeros();
            assertThat(model.cost().modelBytes())
                    .as("%s of %s", model.mode(), name)
                    .isBetween(bytes, bytes + bytes / 20);
        }
    }

    @Test
    void theEngineIsPreparedWhenTheModelIsFirstRunAndOnce() {
        AtomicInteger prepared = new AtomicInteger();
        Engine counting = new Engine() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public PreparedTransformer prepare(Transformer transformer) {
                prepared.incrementAndGet();
                return new DenseEngine().prepare(transformer);
            }
        };
        CompiledModel model =
                BpCompiler.compile(Networks.dating(), CompilerOptions.exact()).on(counting);
        assertThat(model.withRounds(7).program().tokens()).isEqualTo(model.tokens());
        assertThat(prepared).hasValue(0);
        IntStream.range(0, 8).parallel().forEach(i -> model.infer(Evidence.none()));
        assertThat(prepared).hasValue(1);
    }

    /** Where nobody asks for it, exactness is given up to fewer rows than where somebody does. */
    @Test
    void exactnessThatNobodyAskedForHasABudgetOfItsOwn() {
        FactorGraph graph = Bif.read(Path.of("..", "examples", "networks", "asia.bif"));
        Budget tight = Budget.DEFAULT.withUnaskedRows(3);
        assertThat(BpCompiler.intermediate(graph, CompilerOptions.auto().withBudget(tight))
                        .mode())
                .isEqualTo(Mode.LOOPY);
        assertThat(BpCompiler.intermediate(graph, CompilerOptions.exact().withBudget(tight))
                        .mode())
                .isEqualTo(Mode.EXACT);
    }
}
