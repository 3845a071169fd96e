package org.deciban.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Transformer;

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
        CompiledModel model = BpCompiler.compile(
                given.graph(), OPTIONS.withRounds(given.rounds()).withDamping(damping));
        Outcome actual = Outcome.of(() -> model.beliefsAfterEachRound(given.evidence()));
        actual.assertEquals(
                Outcome.of(() -> BeliefPropagation.beliefsAfterEachRound(
                        given.graph(), given.evidence(), given.rounds(), damping, Objective.MAX_PRODUCT)),
                ForwardPassClaims.ROUNDING);
        actual.assertEquals(
                Outcome.of(() -> model.intermediate().beliefsAfterEachRound(given.evidence())),
                ForwardPassClaims.ROUNDING);
    }

    @Property(tries = 100)
    void theWeightsAreThoseOfSumProduct(@ForAll("booleans") Case given) {
        CompilerOptions options = OPTIONS.withRounds(given.rounds());
        CompiledModel maxProduct = BpCompiler.compile(given.graph(), options);
        CompiledModel sumProduct = BpCompiler.compile(given.graph(), options.withTask(Task.MARGINALS));
        assertThat(maxProduct.transformer()).isEqualTo(withRelu(sumProduct.transformer()));
        assertThat(maxProduct.embed(given.evidence())).isEqualTo(sumProduct.embed(given.evidence()));
    }

    private static Transformer withRelu(Transformer softplus) {
        return new Transformer(
                softplus.layout(),
                softplus.layers().stream()
                        .map(layer -> new Layer(layer.name(), layer.heads(), withRelu(layer.feedForward())))
                        .toList());
    }

    private static FeedForward withRelu(FeedForward f) {
        return new FeedForward(f.w1(), f.b1(), f.w2(), f.b2(), Activation.RELU);
    }

    @Provide
    Arbitrary<Case> booleans() {
        return Cases.booleans();
    }

    @Provide
    Arbitrary<Case> forests() {
        return Cases.booleanForests();
    }
}
