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
import org.deciban.transformer.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsOnSeveralThreadsTest {
    private static final List<FactorGraph> GRAPHS = List.of(
            RandomModels.ising(1, 40, 40, -0.5, 0.5, 0.5),
            RandomModels.bayesianNetwork(1, 800, 3, TableLaw.binary().withStates(2, 5)));

    private static Program program(FactorGraph graph, int rounds) {
        return BpCompiler.compile(graph, CompilerOptions.loopy(rounds)).program();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void aRunOnSeveralThreadsHoldsTheSameBits(int threads) {
        for (FactorGraph graph : GRAPHS) {
            Program program = program(graph, 12);
            ProductForm form = ProductForms.of(program);
            RunPhases phases = new RunPhases(form);
            assertThat(phases.threads(2)).as("threads that this run is worth").isEqualTo(2);
            List<Integer> reads = List.of(0, 1, 2, 5, 12);
            double[] inputs =
                    BpCompiler.compile(graph, CompilerOptions.loopy(1)).inputs(evidence(graph));
            double[][] expected = new double[reads.size()][];
            new ProductRun(form, phases).run(inputs, reads, expected, 1);
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                ProductRun run = new ProductRun(form, phases);
                for (int repeat = 0; repeat < 20; repeat++) {
                    double[][] actual = new double[reads.size()][];
                    pool.submit(() -> run.run(inputs, reads, actual, threads)).join();
                    assertThat(actual).isDeepEqualTo(expected);
                }
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void smallProgramsRunOnOneThread() {
        ProductForm form = ProductForms.of(program(RandomModels.ising(1, 5, 5, -0.5, 0.5, 0.5), 5));
        assertThat(new RunPhases(form).threads(64)).isEqualTo(1);
    }

    @Test
    void chunksOfAPhaseFitTheTicket() {
        for (FactorGraph graph : GRAPHS) {
            RunPhases phases = new RunPhases(ProductForms.of(program(graph, 2)));
            for (int phase = RunPhases.MULTIPLY_STEADY; phase <= RunPhases.READ; phase++) {
                assertThat(phases.of(phase).count()).isBetween(0, 64);
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
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.loopy(6));
        FoldedProgram prepared = new FoldedEngine().prepare(model.program());
        double[][] inputs = {model.inputs(evidence(graph))};
        double[][][] expected = prepared.run(inputs);
        List<Integer> callers = IntStream.range(0, 24).boxed().toList();
        callers.parallelStream()
                .forEach(caller -> assertThat(prepared.run(inputs)).isDeepEqualTo(expected));
    }
}
