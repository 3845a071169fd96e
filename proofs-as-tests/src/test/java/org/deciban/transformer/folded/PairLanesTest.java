package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.proofs.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches on graphs of binary variables and pairwise factors, where two messages share a place. */
class PairLanesTest {
    private static final int SETS = 40;

    /** Factors of two variables each that may repeat, tables of any size above 0, and a table over some variables alone. */
    private static FactorGraph pairwise(int variables, int factors, double spread, Random random) {
        FactorGraph.Builder builder = FactorGraph.builder();
        for (int v = 0; v < variables; v++) {
            builder.variable("v" + v, "no", "yes");
            if (random.nextInt(3) == 0) {
                builder.factor(List.of("v" + v), table(2, spread, random));
            }
        }
        for (int f = 0; f < factors; f++) {
            int a = random.nextInt(variables);
            int b = random.nextInt(8) == 0
                    ? random.nextInt(variables)
                    : Math.min(variables - 1, a + 1 + random.nextInt(3));
            if (a != b) {
                builder.factor(List.of("v" + a, "v" + b), table(4, spread, random));
            }
        }
        return builder.build();
    }

    private static double[] table(int size, double spread, Random random) {
        return random.doubles(size).map(x -> Math.exp(-spread * x)).toArray();
    }

    private static List<Evidence> evidence(FactorGraph graph, Random random) {
        List<Evidence> sets = new ArrayList<>();
        for (int i = 0; i < SETS; i++) {
            Evidence.Builder evidence = graph.evidence();
            graph.variables().forEach(variable -> {
                int kind = random.nextInt(6);
                if (kind == 0) {
                    evidence.observe(variable.name(), variable.states().get(random.nextInt(2)));
                } else if (kind == 1) {
                    evidence.likelihood(variable.name(), random.nextDouble(), random.nextDouble());
                }
            });
            sets.add(evidence.build());
        }
        return sets;
    }

    private static void requireEqualsBeliefPropagation(FactorGraph graph, int rounds, List<Evidence> sets) {
        CompiledModel model =
                BpCompiler.compile(graph, CompilerOptions.loopy(rounds)).on(new FoldedEngine());
        var batch = model.beliefsAfterEachRound(sets);
        for (int i = 0; i < sets.size(); i++) {
            Evidence evidence = sets.get(i);
            var beliefs = batch.get(i);
            Outcome.of(() -> beliefs)
                    .assertEquals(
                            Outcome.of(() -> BeliefPropagation.beliefsAfterEachRound(graph, evidence, rounds)), 1e-12);
        }
    }

    /** Read after the last round alone, rounds run in waves; read after every round, they do not. */
    private static void requireWavesEqualRounds(FactorGraph graph, int rounds, List<Evidence> sets) {
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.loopy(rounds));
        double[][] inputs = sets.stream().map(model::inputs).toArray(double[][]::new);
        double[][][] each = new FoldedEngine().prepare(model.program()).run(inputs);
        double[][][] last =
                new FoldedEngine().prepare(model.program().readAtTheEnd()).run(inputs);
        for (int i = 0; i < inputs.length; i++) {
            assertThat(last[i][0]).isEqualTo(each[i][each[i].length - 1]);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aBatchHoldsTheMessagesOfBeliefPropagation(long seed) {
        Random random = new Random(seed);
        int variables = 2 + random.nextInt(120);
        FactorGraph graph = pairwise(variables, 1 + random.nextInt(2 * variables), 3, random);
        assertThat(ProductForms.pairs(
                        BpCompiler.compile(graph, CompilerOptions.loopy(3)).program()))
                .isPresent();
        List<Evidence> sets = evidence(graph, random);
        requireEqualsBeliefPropagation(graph, 1 + random.nextInt(9), sets);
        requireWavesEqualRounds(graph, 3 + random.nextInt(20), sets);
    }

    @Test
    void aGridInWavesHoldsWhatItHoldsRoundByRound() {
        FactorGraph graph = RandomModels.ising(1, 30, 20, -0.5, 0.5, 0.5);
        Random random = new Random(1);
        assertThat(ProductForms.pairs(
                        BpCompiler.compile(graph, CompilerOptions.loopy(3)).program()))
                .hasValueSatisfying(pairs -> assertThat(pairs.reach()).isLessThanOrEqualTo(2));
        requireWavesEqualRounds(graph, 17, evidence(graph, random));
        requireEqualsBeliefPropagation(graph, 8, evidence(graph, random));
    }

    /** Messages whose bounds do not exclude underflow are left to the arrays that watch for it. */
    @ParameterizedTest
    @ValueSource(doubles = {100, 300, 600})
    void whereProductsMayUnderflowTheBatchIsStillBeliefPropagation(double spread) {
        Random random = new Random(3);
        FactorGraph graph = pairwise(12, 20, spread, random);
        assertThat(ProductForms.pairs(
                        BpCompiler.compile(graph, CompilerOptions.loopy(3)).program()))
                .isPresent();
        List<Evidence> soft = new ArrayList<>();
        for (int i = 0; i < SETS; i++) {
            soft.add(graph.evidence().likelihood("v0", 1, Math.exp(-i)).build());
        }
        requireEqualsBeliefPropagation(graph, 5, soft);
    }

    @Test
    void factorsWithZerosAreNotTakenForCouples() {
        FactorGraph graph = FactorGraph.builder()
                .variable("a", "no", "yes")
                .variable("b", "no", "yes")
                .factor(List.of("a", "b"), 0.5, 0, 0.25, 0.25)
                .build();
        assertThat(ProductForms.pairs(
                        BpCompiler.compile(graph, CompilerOptions.loopy(3)).program()))
                .isEmpty();
        requireEqualsBeliefPropagation(
                graph,
                4,
                Collections.nCopies(20, graph.evidence().observe("b", "no").build()));
    }

    /** A table over one variable may rule a state out, and evidence the other one. */
    @Test
    void impossibleEvidenceInABatchIsRefused() {
        FactorGraph graph = FactorGraph.builder()
                .variable("a", "no", "yes")
                .variable("b", "no", "yes")
                .factor(List.of("a"), 0, 1)
                .factor(List.of("a", "b"), 0.5, 0.1, 0.25, 0.75)
                .build();
        CompiledModel model =
                BpCompiler.compile(graph, CompilerOptions.loopy(4)).on(new FoldedEngine());
        assertThat(ProductForms.pairs(model.program())).isPresent();
        List<Evidence> sets = new ArrayList<>();
        for (int i = 0; i < SETS; i++) {
            sets.add(graph.evidence().likelihood("b", 1, i).build());
        }
        requireEqualsBeliefPropagation(graph, 4, sets);
        sets.set(17, graph.evidence().observe("a", "no").build());
        assertThatThrownBy(() -> model.beliefsAfterEachRound(sets)).isInstanceOf(ImpossibleEvidenceException.class);
    }
}
