package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsOnSeveralThreadsTest {
    private static final List<FactorGraph> GRAPHS = List.of(
            RandomModels.ising(1, 40, 40, -0.5, 0.5, 0.5),
            RandomModels.bayesianNetwork(1, 800, 3, TableLaw.binary().withStates(2, 5)));

    private static final int ROUNDS = 12;

    private static final List<CompiledModel> MODELS = GRAPHS.stream()
            .map(graph -> BpCompiler.compile(graph, CompilerOptions.loopy(ROUNDS)))
            .toList();

    private static final List<ProductForm> FORMS =
            MODELS.stream().map(model -> ProductForms.of(model.program())).toList();

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void aRunOnSeveralThreadsHoldsTheSameBits(int threads) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            for (int g = 0; g < FORMS.size(); g++) {
                RunPhases phases = new RunPhases(FORMS.get(g));
                assertThat(phases.threads(2))
                        .as("threads that this run is worth")
                        .isEqualTo(2);
                List<Integer> reads = List.of(0, 1, 2, 5, ROUNDS);
                double[] inputs = MODELS.get(g).inputs(evidence(GRAPHS.get(g)));
                double[][] expected = new double[reads.size()][];
                new ProductRun(FORMS.get(g), phases).run(inputs, reads, expected, 1);
                ProductRun run = new ProductRun(FORMS.get(g), phases);
                for (int repeat = 0; repeat < 8; repeat++) {
                    double[][] actual = new double[reads.size()][];
                    pool.submit(() -> run.run(inputs, reads, actual, threads)).join();
                    assertThat(actual).isDeepEqualTo(expected);
                }
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void smallProgramsRunOnOneThread() {
        FactorGraph small = RandomModels.ising(1, 5, 5, -0.5, 0.5, 0.5);
        ProductForm form = ProductForms.of(
                BpCompiler.compile(small, CompilerOptions.loopy(5)).program());
        assertThat(new RunPhases(form).threads(64)).isEqualTo(1);
    }

    @Test
    void chunksOfAPhaseFitTheTicket() {
        for (ProductForm form : FORMS) {
            RunPhases phases = new RunPhases(form);
            for (int phase = RunPhases.MULTIPLY_STEADY; phase <= RunPhases.READ; phase++) {
                assertThat(phases.of(phase).count()).isBetween(0, 100);
            }
            assertThat(phases.of(RunPhases.UPDATE).count()).isGreaterThan(4);
        }
    }

    private static Evidence evidence(FactorGraph graph) {
        Evidence.Builder evidence = graph.evidence();
        for (int v = 0; v < graph.variables().size(); v += 7) {
            double[] likelihood = new double[graph.variables().get(v).cardinality()];
            for (int s = 0; s < likelihood.length; s++) {
                likelihood[s] = 1.0 / (1 + s + v % 3);
            }
            evidence.likelihood(graph.variables().get(v).name(), likelihood);
        }
        return evidence.build();
    }

    @Test
    void manyCallersOfOneLargeProgramGetTheSameBits() {
        FactorGraph graph = GRAPHS.get(1);
        CompiledModel model = MODELS.get(1);
        FoldedProgram prepared = new FoldedEngine().prepare(model.program());
        double[][] inputs = {model.inputs(evidence(graph))};
        double[][][] expected = prepared.run(inputs);
        List<Integer> callers = IntStream.range(0, 24).boxed().toList();
        callers.parallelStream()
                .forEach(caller -> assertThat(prepared.run(inputs)).isDeepEqualTo(expected));
    }
}
