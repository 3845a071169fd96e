package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A long run takes no more from the heap than a short one: its arrays are made before the first round. */
class RoundsMakeNoObjectsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int FEW = 5;
    private static final int MANY = 105;

    /** Three children whose odds cancel: the products underflow, and every round takes logarithms. */
    private static FactorGraph underflowing() {
        return FactorGraph.builder()
                .variable("hub", "no", "yes")
                .variable("child", "no", "yes")
                .factor(List.of("hub"), 1, 1e-250)
                .factor(List.of("hub"), 1e-150, 1)
                .factor(List.of("hub"), 1e-250, 1)
                .factor(List.of("hub"), 1, 1e-150)
                .factor(List.of("hub", "child"), 0.9, 0.1, 0.2, 0.8)
                .build();
    }

    static Stream<Arguments> programs() {
        FactorGraph network =
                RandomModels.bayesianNetwork(1, 12, 3, TableLaw.binary().withStates(2, 4));
        FactorGraph grid = RandomModels.ising(1, 4, 5, -0.5, 0.5, 0.5);
        return Stream.of(1, 20)
                .flatMap(sets -> Stream.of(
                        Arguments.of("products", network, sets, 0.0),
                        Arguments.of("couples", grid, sets, 0.0),
                        Arguments.of("products in logarithms", underflowing(), sets, 0.0),
                        Arguments.of("sums", network, sets, 0.5)));
    }

    @ParameterizedTest(name = "{0}, {2} sets")
    @MethodSource("programs")
    void aLongRunAllocatesWhatAShortOneDoes(String form, FactorGraph graph, int sets, double damping) {
        FoldedProgram few = prepared(graph, FEW, damping);
        FoldedProgram many = prepared(graph, MANY, damping);
        assertThat(few.report().productForm()).isEqualTo(damping == 0);
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.loopy(1));
        double[][] inputs = new double[sets][];
        Arrays.setAll(inputs, i -> model.inputs(Evidence.none()));
        long more = allocated(many, inputs) - allocated(few, inputs);
        assertThat(more).as("bytes of %d rounds more", MANY - FEW).isLessThan(MANY - FEW);
    }

    private static FoldedProgram prepared(FactorGraph graph, int rounds, double damping) {
        CompilerOptions options = CompilerOptions.loopy(rounds).withDamping(damping);
        return new FoldedEngine()
                .prepare(BpCompiler.compile(graph, options).program().readAtTheEnd());
    }

    /** The least of a few runs, since the first ones load classes; on the one thread of a pool, which does all that is done. */
    private static long allocated(FoldedProgram program, double[][] inputs) {
        ForkJoinPool oneThread = new ForkJoinPool(1);
        try {
            return oneThread
                    .submit(() -> {
                        long least = Long.MAX_VALUE;
                        for (int i = 0; i < 10; i++) {
                            long before = THREADS.getCurrentThreadAllocatedBytes();
                            program.run(inputs);
                            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
                        }
                        return least;
                    })
                    .join();
        } finally {
            oneThread.shutdown();
        }
    }
}
