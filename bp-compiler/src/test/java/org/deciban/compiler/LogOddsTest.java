package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.junit.jupiter.api.Test;

/** The log-odds construction against numbers worked out by hand. */
class LogOddsTest {
    private static final CompilerOptions LOG_ODDS = CompilerOptions.auto().withConstruction(Construction.LOG_ODDS);

    /** Deterministic OR and AND. */
    private static final FactorGraph DATING = Networks.dating();

    @Test
    void deterministicGatesHaveTheirKnownPosteriors() {
        CompiledModel model = BpCompiler.compile(DATING, LOG_ODDS);
        assertThat(model.mode()).isEqualTo(Mode.EXACT);
        assertThat(model.infer(Evidence.none()).probability("date", "true")).isCloseTo(0.288, within(1e-15));

        Marginals given = model.infer(DATING.evidence().observe("date", "true").build());
        assertThat(given.probability("lonely", "true")).isCloseTo(0.3 / 0.72, within(1e-15));
        assertThat(given.probability("exciting", "true")).isCloseTo(0.6 / 0.72, within(1e-15));
        assertThat(given.probability("like_kj", "true")).isEqualTo(1.0);
        assertThat(given.probability("date", "false")).isEqualTo(0.0);
    }

    /** The sink and the five variables come first. What the units add is for messages: elsewhere it is nothing, exactly. */
    @Test
    void feedForwardsAddNothingToOtherTokensThanMessages() {
        CompiledModel model = BpCompiler.compile(DATING, LOG_ODDS);
        Evidence evidence = DATING.evidence().likelihood("date", 0.2, 0.9).build();
        ForwardTrace trace = model.trace(evidence, point -> point.site() == Site.MLP_OUT);
        assertThat(trace.points()).hasSize(model.transformer().layers().size());
        for (HookPoint point : trace.points()) {
            Matrix added = trace.get(point);
            for (int token = 0; token < 6; token++) {
                for (int dimension = 0; dimension < added.columns(); dimension++) {
                    assertThat(added.get(token, dimension)).isZero();
                }
            }
        }
    }

    @Test
    void aContradictionIsAnErrorThatNamesTheEvidence() {
        CompiledModel model = BpCompiler.compile(DATING, LOG_ODDS);
        Evidence impossible = DATING.evidence()
                .observe("date", "true")
                .observe("like_kj", "false")
                .build();
        assertThatThrownBy(() -> model.infer(impossible))
                .isInstanceOf(ImpossibleEvidenceException.class)
                .hasMessageContaining("date=true, like_kj=false");
    }

    private static FactorGraph pair(double f00, double f01, double f10, double f11) {
        return FactorGraph.builder()
                .variable("p", "0", "1")
                .variable("c", "0", "1")
                .factor(List.of("p", "c"), f00, f01, f10, f11)
                .build();
    }

    @Test
    void aRoundOfPairwiseFactorsIsOneLayerWhoseMessageIsTheClosedForm() {
        double n = Math.log(0.2 / 0.5);
        FactorGraph graph = pair(0.3, 0.9, 0.7, 0.4);
        CompiledModel model =
                BpCompiler.compile(graph, LOG_ODDS.withMode(Mode.LOOPY).withRounds(3));
        assertThat(model.loop().body()).hasSize(1);
        assertThat(model.transformer().layers()).hasSize(3 + 1);

        Evidence evidence = graph.evidence().likelihood("p", 0.5, 0.2).build();
        Matrix residual = model.trace(evidence).get(HookPoint.residual(0, Site.RESID_POST));
        Subspace message = model.transformer().layout().subspace("message");
        int token = tokenOf(model, "message f(p, c) → c");
        double closedForm = Math.log(0.9 / 0.3)
                + Math.log1p(Math.exp(n + Math.log(0.4 / 0.9)))
                - Math.log1p(Math.exp(n + Math.log(0.7 / 0.3)));
        assertThat(residual.get(token, message.dimension())).isCloseTo(closedForm, within(1e-15));
    }

    @Test
    void aRoundOfFactorsOfThreeVariablesIsTwoLayers() {
        CompiledModel model = BpCompiler.compile(DATING, LOG_ODDS);
        assertThat(model.loop().body()).hasSize(2);
        assertThat(model.transformer().layers()).hasSize(2 * model.rounds() + 1);
        assertThat(IntStream.range(0, model.transformer().layers().size())
                        .filter(layer -> model.roundsShownAfter(layer).isPresent())
                        .map(layer -> model.roundsShownAfter(layer).getAsInt()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, model.rounds()).boxed().toList());
    }

    private static int tokenOf(CompiledModel model, String description) {
        return IntStream.range(0, model.tokens().rows())
                .filter(token -> model.describeToken(token).equals(description))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theCostReportTellsTheSizesOfTheModelBuilt() {
        CompiledModel model = BpCompiler.compile(DATING, LOG_ODDS);
        CostReport cost = model.cost();
        assertThat(cost.tokens()).isEqualTo(model.tokens().rows()).isEqualTo(1 + 5 + 9);
        assertThat(cost.rowTokens()).isZero();
        assertThat(cost.modelDim()).isEqualTo(model.tokens().columns());
        assertThat(cost.layers()).isEqualTo(model.transformer().layers().size());
        assertThat(cost.modelBytes())
                .isGreaterThanOrEqualTo(12L
                        * model.embed(DATING.evidence().observe("date", "true").build())
                                .nonZeros());
    }

    /** Equal variables a = b = c = d; two likelihoods speak for state 0 and two as strongly for state 1. */
    @Test
    void oddsFarBeyondTheRangeOfAProbabilityAreKept() {
        FactorGraph chain = FactorGraph.builder()
                .variable("a", "0", "1")
                .variable("b", "0", "1")
                .variable("c", "0", "1")
                .variable("d", "0", "1")
                .factor(List.of("a", "b"), 1, 0, 0, 1)
                .factor(List.of("b", "c"), 1, 0, 0, 1)
                .factor(List.of("c", "d"), 1, 0, 0, 1)
                .build();
        Evidence evidence = chain.evidence()
                .likelihood("a", 1, 1e-250)
                .likelihood("b", 1, 1e-250)
                .likelihood("c", 1e-250, 1)
                .likelihood("d", 1e-250, 0.25)
                .build();
        Marginals given = BpCompiler.compile(chain, LOG_ODDS).infer(evidence);
        assertThat(given.probability("a", "1")).isCloseTo(0.2, within(1e-12));
        assertThat(given.probability("c", "1")).isCloseTo(0.2, within(1e-12));
    }

    /** Four variables, all equal to each other: each round of loopy BP about doubles the log-odds. */
    @Test
    void aLoopThatCountsEvidenceForEverIsRefusedInsteadOfOverflowing() {
        FactorGraph.Builder builder = FactorGraph.builder();
        List<String> names = List.of("a", "b", "c", "d");
        names.forEach(name -> builder.variable(name, "0", "1"));
        for (String one : names) {
            for (String other : names) {
                if (one.compareTo(other) < 0) {
                    builder.factor(List.of(one, other), 1, 0, 0, 1);
                }
            }
        }
        FactorGraph graph = builder.build();
        Evidence evidence = graph.evidence().likelihood("a", 0.4, 0.6).build();
        CompiledModel model = BpCompiler.compile(graph, LOG_ODDS.withRounds(40));
        assertThat(model.infer(evidence).probability("d", "1")).isEqualTo(1);
        assertThatThrownBy(() -> model.withRounds(100).infer(evidence))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("has log-odds")
                .hasMessageContaining("Maybe ask for fewer rounds, or for damping?");
    }

    private static final FactorGraph UNFIT = FactorGraph.builder()
            .variable("a", "0", "1")
            .variable("b", "0", "1")
            .variable("c", "0", "1")
            .variable("d", "0", "1")
            .variable("colour", "red", "green", "blue")
            .factor(List.of("a", "b", "c", "d"), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .factor(List.of("a", "colour"), 1, 2, 3, 4, 5, 6)
            .factor(List.of("b", "colour"), 1, 2, 3, 4, 5, 6)
            .build();

    @Test
    void everythingThatPrecludesTheConstructionIsListedWithTheWayOut() {
        assertThatThrownBy(() -> BpCompiler.compile(UNFIT, LOG_ODDS.withMode(Mode.EXACT)))
                .isInstanceOfSatisfying(
                        CompileException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "variable colour has 3 states; log-odds take variables of 2."
                                                + " Maybe ask for --construction rows?",
                                        "factor f(a, b, c, d) has 4 variables; log-odds take 3 at most, and AND, OR, noisy-OR and"
                                                + " noisy-AND of any number. Maybe ask for --construction rows?",
                                        "the graph has a cycle of 6 edges, where belief propagation is not exact. Maybe ask for"
                                                + " --mode loopy, or for --construction rows, which compiles the junction tree?"));
    }

    @Test
    void mostProbableStatesTakeLogOdds() {
        assertThatThrownBy(
                        () -> BpCompiler.compile(UNFIT, CompilerOptions.loopy().withTask(Task.MAP)))
                .isInstanceOfSatisfying(CompileException.class, e -> {
                    assertThat(e.problems()).hasSize(3);
                    assertThat(e.problems().get(0)).contains("Maybe ask for --construction log-odds?");
                    assertThat(e.problems().get(1))
                            .contains(
                                    "colour has 3 states", "Maybe ask for --task marginals with --construction rows?");
                });
        assertThatThrownBy(() -> BpCompiler.compile(DATING, LOG_ODDS).mostProbableStates(Evidence.none()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("compiled for MARGINALS");
    }

    @Test
    void theMostProbableStatesOfTheDatingNetwork() {
        CompiledModel model = BpCompiler.compile(DATING, LOG_ODDS.withTask(Task.MAP));
        MostProbableStates answer = model.mostProbableStates(Evidence.none());
        // By hand: not lonely 0.7, exciting 0.6, so Jack likes Jill; Jill does not like Jack, 0.6, so no date: 0.252.
        assertThat(answer.states()).containsExactly(0, 1, 1, 0, 0);
        assertThat(answer.ties()).isEmpty();
        // The best with a date is 0.7 · 0.6 · 0.4 = 0.168.
        assertThat(answer.maxMarginals().probability("date", "true")).isCloseTo(0.168 / (0.168 + 0.252), within(1e-15));
        assertThat(answer.state(DATING.findVariable("exciting").orElseThrow())).isEqualTo(1);
    }

    @Test
    void tiedStatesAreChosenTogether() {
        // Of two different variables either may be 1, but not both and not neither.
        FactorGraph graph = pair(0, 1, 1, 0);
        CompiledModel exact = BpCompiler.compile(graph, LOG_ODDS.withTask(Task.MAP));
        MostProbableStates answer = exact.mostProbableStates(Evidence.none());
        assertThat(answer.ties()).hasSize(2);
        assertThat(answer.states()).containsExactly(0, 1);
        assertThat(answer.maxMarginals().probability("p", "0")).isEqualTo(0.5);

        CompiledModel loopy =
                BpCompiler.compile(graph, LOG_ODDS.withTask(Task.MAP).withMode(Mode.LOOPY));
        assertThat(loopy.mostProbableStates(Evidence.none()).states()).containsExactly(0, 0);
    }
}
