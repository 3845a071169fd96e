package org.deciban.transformer.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.transformer.Activation;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;

class Nd4jEngineProperties {
    /** Relative to the larger of 1 and the entry; the worst of 5,000 programs was 1.4e-14, and of float32 2.5e-6. */
    private static final double TOLERANCE = 1e-12;

    private static final double TOLERANCE_OF_FLOATS = 2e-5;

    private static PreparedProgram dense(Program program) {
        return new DenseEngine().prepare(program);
    }

    private static double[][] inputs(RandomPrograms random, Program program, int runs) {
        double[][] inputs = new double[runs][];
        for (int run = 0; run < runs; run++) {
            inputs[run] = random.inputs(program);
        }
        return inputs;
    }

    @Property(tries = 300)
    @StatisticsReport(onFailureOnly = true)
    void everyReadOfEveryRunIsTheDenseEngines(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int modelDim,
            @ForAll @IntRange(min = 1, max = 12) int tokens,
            @ForAll @IntRange(min = 0, max = 4) int runs) {
        RandomPrograms random = new RandomPrograms(seed, modelDim);
        Program program = random.program(tokens);
        requireCoverage(program);
        double[][] inputs = inputs(random, program, runs);
        double[][][] expected = dense(program).run(inputs);
        assertClose(new Nd4jEngine().prepare(program).run(inputs), expected, TOLERANCE);
        assertClose(new Nd4jEngine(Precision.FLOAT32).prepare(program).run(inputs), expected, TOLERANCE_OF_FLOATS);
    }

    /** The arithmetic of other backends, on this one. */
    @Property(tries = 100)
    void everyReadIsTheDenseEnginesByOperationsOfNd4jAlone(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int modelDim,
            @ForAll @IntRange(min = 1, max = 12) int tokens,
            @ForAll @IntRange(min = 1, max = 4) int runs) {
        RandomPrograms random = new RandomPrograms(seed, modelDim);
        Program program = random.program(tokens);
        double[][] inputs = inputs(random, program, runs);
        double[][][] expected = dense(program).run(inputs);
        assertClose(
                Nd4jEngine.prepare(program, Precision.FLOAT64, new ArrayArithmetic(Precision.FLOAT64))
                        .run(inputs),
                expected,
                TOLERANCE);
        assertClose(
                Nd4jEngine.prepare(program, Precision.FLOAT32, new ArrayArithmetic(Precision.FLOAT32))
                        .run(inputs),
                expected,
                TOLERANCE_OF_FLOATS);
    }

    @Property(tries = 100)
    void anObserverSeesWhatItSeesOnTheDenseEngine(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int modelDim,
            @ForAll @IntRange(min = 1, max = 12) int tokens) {
        RandomPrograms random = new RandomPrograms(seed, modelDim);
        Program program = random.program(tokens);
        double[] inputs = random.inputs(program);
        ForwardTrace expected = ForwardTrace.of(point -> Nd4jEngine.SHOWN.contains(point.site()));
        Matrix last = dense(program).forward(inputs, expected);
        ForwardTrace actual = ForwardTrace.of(point -> Nd4jEngine.SHOWN.contains(point.site()));
        assertClose(new Nd4jEngine().prepare(program).forward(inputs, actual), last);
        assertThat(actual.points()).containsExactlyElementsOf(expected.points());
        for (HookPoint point : expected.points()) {
            assertClose(actual.get(point), expected.get(point));
        }
    }

    /** Without these the properties could pass on programs that do next to nothing. */
    private static void requireCoverage(Program program) {
        Statistics.label("attention")
                .collect(program.transformer().spec().heads() > 0)
                .coverage(c -> c.check(true).percentage(p -> p > 60));
        FeedForward first = program.transformer().layers().get(0).feedForward();
        Statistics.label("activation")
                .collect(first.hiddenDim() == 0 ? "none" : first.activation())
                .coverage(c -> Set.of(Activation.values())
                        .forEach(activation -> c.check(activation).percentage(p -> p > 3)));
    }

    private static void assertClose(Matrix actual, Matrix expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertClose(new double[][][] {{actual.toRowMajor()}}, new double[][][] {{expected.toRowMajor()}}, TOLERANCE);
    }

    static void assertClose(double[][][] actual, double[][][] expected, double tolerance) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int run = 0; run < expected.length; run++) {
            assertThat(actual[run].length).isEqualTo(expected[run].length);
            for (int read = 0; read < expected[run].length; read++) {
                assertThat(actual[run][read]).hasSameSizeAs(expected[run][read]);
                for (int i = 0; i < expected[run][read].length; i++) {
                    double wanted = expected[run][read][i];
                    assertThat(Math.abs(actual[run][read][i] - wanted))
                            .as("run %d, read %d, cell %d: %s, not %s", run, read, i, actual[run][read][i], wanted)
                            .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(wanted)));
                }
            }
        }
    }
}
