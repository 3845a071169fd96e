package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.MostProbableStates;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.Objective;
import org.deciban.proofs.claims.PerturbedEngine;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.CaseArbitraries;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Softplus replaced by relu, and nothing else: max-product. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class MaxProductProperties {
    private static final CompilerOptions OPTIONS =
            CompilerOptions.auto().withConstruction(Construction.LOG_ODDS).withTask(Task.MAP);

    /** Of a max-marginal, for two float64 programs that add log-weights of size up to some hundred. */
    private static final double RELATIVE = 1e-11;

    @Property
    void onForestsTheStatesAreTheMostProbableAssignment(@ForAll("forests") Case given) {
        CompiledModel model = BpCompiler.compile(given.graph(), OPTIONS);
        BruteForceMax expected = new BruteForceMax(given.graph(), given.evidence());
        Statistics.label("possible")
                .collect(expected.isPossible())
                .coverage(c -> c.check(true).percentage(p -> p > 60));
        if (!expected.isPossible()) {
            assertThat(Outcome.of(() -> List.of(model.infer(given.evidence()))).isImpossible())
                    .isTrue();
            return;
        }
        MostProbableStates actual = model.mostProbableStates(given.evidence());
        assertThat(expected.logWeight(actual.states())).isCloseTo(expected.largestLogWeight(), within(1e-9));
        Statistics.label("ties")
                .collect(!actual.ties().isEmpty())
                .coverage(c -> c.check(false).percentage(p -> p > 30));
        if (actual.ties().isEmpty()) {
            assertThat(actual.states()).isEqualTo(expected.best());
        }
        requireSameMaxMarginals(actual.maxMarginals(), expected);
    }

    private static void requireSameMaxMarginals(Marginals actual, BruteForceMax expected) {
        for (Variable variable : actual.variables()) {
            for (int s = 0; s < 2; s++) {
                double wanted = expected.maxMarginal(variable, s);
                assertThat(actual.probability(variable, s))
                        .as("%s=%d", variable, s)
                        .isCloseTo(wanted, within(RELATIVE * wanted));
            }
        }
    }

    /** Weights 1 and 2 alone, so that most assignments have the weight of another. */
    @Property
    void tiesAreSettledByAMostProbableAssignment(@ForAll("forests") Case given, @ForAll long seed) {
        FactorGraph graph = withWeightsOneAndTwo(given.graph(), new Random(seed));
        BruteForceMax expected = new BruteForceMax(graph, Evidence.none());
        MostProbableStates actual = BpCompiler.compile(graph, OPTIONS).mostProbableStates(Evidence.none());
        assertThat(expected.logWeight(actual.states())).isCloseTo(expected.largestLogWeight(), within(1e-9));
        Statistics.label("ties")
                .collect(!actual.ties().isEmpty())
                .coverage(c -> c.check(true).percentage(p -> p > 30));
    }

    private static FactorGraph withWeightsOneAndTwo(FactorGraph graph, Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        graph.variables().forEach(builder::variable);
        for (Factor factor : graph.factors()) {
            double[] table = factor.table();
            Arrays.setAll(table, i -> 1 + random.nextInt(2));
            builder.factor(Factor.of(factor.scope(), table));
        }
        return builder.build();
    }

    @Property
    void theTransformerHoldsAfterEachRoundWhatMaxProductHolds(
            @ForAll("booleans") Case given, @ForAll @DoubleRange(max = 0.9) double damping) {
        equalsMaxProductAtEveryRound(given, damping, new DenseEngine());
    }

    private static void equalsMaxProductAtEveryRound(Case given, double damping, Engine engine) {
        CompiledModel model = BpCompiler.compile(
                        given.graph(), OPTIONS.withRounds(given.rounds()).withDamping(damping))
                .on(engine);
        Outcome actual = Outcome.of(() -> model.beliefsAfterEachRound(given.evidence()));
        actual.assertEquals(
                Outcome.of(() -> BeliefPropagation.beliefsAfterEachRound(
                        given.graph(), given.evidence(), given.rounds(), damping, Objective.MAX_PRODUCT)),
                ForwardPassClaims.ROUNDING);
        actual.assertEquals(
                Outcome.of(() -> model.intermediate().beliefsAfterEachRound(given.evidence())),
                ForwardPassClaims.ROUNDING);
    }

    /** The suite bites: it notices 1e-6 on one weight of each head, and softplus where relu should be. */
    @ParameterizedTest
    @MethodSource
    void aWrongModelIsNoticed(Engine engine) {
        assertThat(IntStream.range(0, 60)
                        .anyMatch(seed -> isRefuted(Cases.drawBoolean(new Random(seed), false), engine)))
                .isTrue();
    }

    static Stream<Engine> aWrongModelIsNoticed() {
        Stream<Engine> moved = Stream.of(
                        "round.sum.0", "round.minus.0", "round.erase", "round.forget", "gather.sum.1", "update.forget")
                .map(part -> part.split("\\.", 2))
                .map(part -> new PerturbedEngine(part[0], part[1], 1e-6));
        return Stream.concat(moved, Stream.of(new WithSoftplus()));
    }

    private static boolean isRefuted(Case given, Engine engine) {
        try {
            equalsMaxProductAtEveryRound(given, 0.3, engine);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    /** Runs a model with softplus in place of its non-linearity. */
    private record WithSoftplus() implements Engine {
        @Override
        public String name() {
            return "dense, softplus for relu";
        }

        @Override
        public PreparedTransformer prepare(Transformer transformer) {
            return new DenseEngine().prepare(with(Activation.SOFTPLUS, transformer));
        }
    }

    @Property(tries = 100)
    void theWeightsAreThoseOfSumProduct(@ForAll("booleans") Case given) {
        CompilerOptions options = OPTIONS.withRounds(given.rounds());
        CompiledModel maxProduct = BpCompiler.compile(given.graph(), options);
        CompiledModel sumProduct = BpCompiler.compile(given.graph(), options.withTask(Task.MARGINALS));
        assertThat(maxProduct.transformer()).isEqualTo(with(Activation.RELU, sumProduct.transformer()));
        assertThat(maxProduct.embed(given.evidence())).isEqualTo(sumProduct.embed(given.evidence()));
    }

    private static Transformer with(Activation activation, Transformer original) {
        return new Transformer(
                original.layout(),
                original.layers().stream()
                        .map(layer -> new Layer(layer.name(), layer.heads(), with(activation, layer.feedForward())))
                        .toList());
    }

    private static FeedForward with(Activation activation, FeedForward f) {
        return new FeedForward(f.w1(), f.b1(), f.w2(), f.b2(), activation);
    }

    @Provide
    Arbitrary<Case> booleans() {
        return CaseArbitraries.booleans();
    }

    @Provide
    Arbitrary<Case> forests() {
        return CaseArbitraries.booleanForests();
    }
}
