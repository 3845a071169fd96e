package org.deciban.proofs.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.proofs.Outcome;
import org.deciban.transformer.folded.FoldedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What products cannot hold and sums of logarithms can: the folded engine falls back to those, one update at a time. */
class ExtremeMessagesTest {
    private static CompiledModel dense(FactorGraph graph, int rounds) {
        return BpCompiler.compile(graph, CompilerOptions.loopy(rounds));
    }

    /** A variable with these tables over it alone, and a child that follows it in nine cases of ten. */
    private static FactorGraph hub(double[]... tables) {
        int states = tables[0].length;
        String[] names = new String[states];
        double[] follows = new double[states * states];
        for (int s = 0; s < states; s++) {
            names[s] = "s" + s;
            for (int t = 0; t < states; t++) {
                follows[s * states + t] = s == t ? 0.9 : 0.1 / Math.max(1, states - 1);
            }
        }
        FactorGraph.Builder builder =
                FactorGraph.builder().variable("hub", names).variable("child", names);
        for (double[] table : tables) {
            builder.factor(List.of("hub"), table);
        }
        return builder.factor(List.of("hub", "child"), follows).build();
    }

    private static void requireEqualsDense(FactorGraph graph) {
        FoldedModels.requireEqualsDense(dense(graph, 3), List.of(Evidence.none()), FoldedModels.ROUNDING);
        Outcome reference = Outcome.of(() -> BeliefPropagation.beliefsAfterEachRound(graph, Evidence.none(), 3));
        FoldedModels.outcome(dense(graph, 3).on(new FoldedEngine()), Evidence.none())
                .assertEquals(reference, FoldedModels.ROUNDING);
    }

    @Test
    void oddsThatCancelLeaveWhatIsBetweenThem() {
        // State 0: 1e-150 · 1e-250; state 1 the same, from the other two: even odds.
        requireEqualsDense(hub(
                new double[] {1, 1e-250}, new double[] {1e-150, 1}, new double[] {1e-250, 1}, new double[] {1, 1e-150
                }));
    }

    @Test
    void alternatingOddsOfAnySizeCancel() {
        double[][] tables = new double[41][];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = i % 2 == 0 ? new double[] {1, 1e-250} : new double[] {1e-250, 1};
        }
        tables[40] = new double[] {0.25, 0.75};
        requireEqualsDense(hub(tables));
    }

    @Test
    void productsThatPassThroughSubnormalNumbersKeepTheirDigits() {
        // 1e-140 · 1e-180 is subnormal, and has three digits left, in both of the states that are possible.
        requireEqualsDense(
                hub(new double[] {1, 1e-140, 1e-140}, new double[] {0, 1, 1}, new double[] {1, 1e-180, 1.7e-180}));
    }

    @Test
    void whatIsRuledOutStaysRuledOutAgainstAnyOdds() {
        requireEqualsDense(hub(
                new double[] {0, 1, 1},
                new double[] {1, 1e-290, 1e-280},
                new double[] {1, 1e-295, 1e-290},
                new double[] {1, 1e-290, 1e-300}));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void randomProductsOfAnySizeAreSumsOfLogarithms(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            int states = 2 + random.nextInt(3);
            double[][] tables = new double[1 + random.nextInt(8)][states];
            for (double[] table : tables) {
                for (int s = 0; s < states; s++) {
                    table[s] = random.nextInt(6) == 0 ? 0 : Math.exp(-650 * random.nextDouble());
                }
                table[random.nextInt(states)] = 1;
            }
            FactorGraph graph = hub(tables);
            FoldedModels.requireEqualsDense(dense(graph, 3), List.of(Evidence.none()), FoldedModels.ROUNDING);
        }
    }

    @ParameterizedTest
    @CsvSource({"2000, 2, 0.6", "2000, 2, 0.999", "200, 20, 0.6", "200, 20, 0.999", "200, 20, 1"})
    void aHubHoldsTheProductOfItsChildren(int children, int setCount, double mostShare) {
        // Dense would take 8,000² weights a head and layer: held against belief propagation as a loop instead.
        FactorGraph.Builder builder =
                FactorGraph.builder().variable("hub", "no", "yes").conditional("hub", List.of(), 0.5, 0.5);
        Random random = new Random(1);
        double[][] given = new double[children][2];
        for (int child = 0; child < given.length; child++) {
            for (int s = 0; s < 2; s++) {
                double share = 0.5 + (mostShare - 0.5) * random.nextDouble();
                given[child][s] = random.nextBoolean() ? share : 1 - share;
            }
            // With the largest share some children are certain, but never against each other.
            given[child][1] = Math.min(given[child][1], 0.999);
            given[child][0] = Math.max(given[child][0], 0.001);
            builder.variable("child" + child, "unseen", "seen")
                    .conditional(
                            "child" + child,
                            List.of("hub"),
                            1 - given[child][0],
                            given[child][0],
                            1 - given[child][1],
                            given[child][1]);
        }
        FactorGraph graph = builder.build();
        CompiledModel folded =
                BpCompiler.compile(graph, CompilerOptions.exact()).on(new FoldedEngine());
        assertThat(FoldedModels.report(folded).freeHeads()).isZero();
        assertThat(FoldedModels.report(folded).productForm()).isTrue();
        List<Evidence> sets = new ArrayList<>();
        for (int i = 0; i < setCount; i++) {
            Evidence.Builder evidence = graph.evidence();
            for (int child = 0; child < given.length; child++) {
                if (random.nextInt(20) >= i % 20) {
                    evidence.observe("child" + child, random.nextDouble() < given[child][i % 2] ? "seen" : "unseen");
                }
            }
            sets.add(evidence.build());
        }
        List<Evidence> possible = new ArrayList<>();
        for (Evidence evidence : sets) {
            Outcome expected =
                    Outcome.of(() -> BeliefPropagation.beliefsAfterEachRound(graph, evidence, folded.rounds()));
            FoldedModels.outcome(folded, evidence).assertEquals(expected, 1e-11);
            if (!expected.isImpossible()) {
                possible.add(evidence);
            }
        }
        FoldedModels.requireBatchEqualsSingleRuns(folded, possible);
    }

    @Test
    void plainAndExtremeEvidenceDoNotDisturbEachOtherInABatch() {
        FactorGraph graph = hub(new double[] {0.2, 0.3, 0.5}, new double[] {1, 1e-3, 1e-6});
        List<Evidence> sets = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 40; i++) {
            double[] likelihood = {1, 1, 1};
            double[] ofChild = {1, 1, 1};
            for (int s = 0; s < 3; s++) {
                likelihood[s] = i % 3 == 0 ? Math.pow(10, -300 * random.nextDouble()) : random.nextDouble();
                ofChild[s] = i % 4 == 0 ? Math.pow(10, -300 * random.nextDouble()) : random.nextDouble();
            }
            sets.add(graph.evidence()
                    .likelihood("hub", likelihood)
                    .likelihood("child", ofChild)
                    .build());
        }
        CompiledModel dense = dense(graph, 4);
        FoldedModels.requireEqualsDense(dense, sets, FoldedModels.ROUNDING);
        FoldedModels.requireBatchEqualsSingleRuns(dense.on(new FoldedEngine()), sets);
    }
}
