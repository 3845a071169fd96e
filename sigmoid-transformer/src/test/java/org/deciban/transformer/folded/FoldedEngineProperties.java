package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.folded.SparsePrograms.Kind;
import org.jspecify.annotations.Nullable;

/** The folded engine against the dense one, on random programs. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class FoldedEngineProperties {
    /** Relative to the largest output, or to 1; the worst of 20,000 programs was 2.3e-14. */
    static final double TOLERANCE = 1e-12;

    @Property
    void everyReadHoldsWhatTheDenseEngineHolds(@ForAll long seed) {
        Program program = SparsePrograms.program(seed);
        FoldedProgram folded = new FoldedEngine().prepare(program);
        double[][] inputs = SparsePrograms.inputs(program, 3, seed);
        assertClose(folded.run(inputs), new DenseEngine().prepare(program).run(inputs));
        requireCoverage(folded.report());
    }

    @Property
    void everyDroppedWeightIsZeroInTheDensePattern(@ForAll long seed) {
        Program program = SparsePrograms.program(seed);
        long dropped = 0;
        for (double[] inputs : SparsePrograms.inputs(program, 2, seed)) {
            DroppedWeights weights = DroppedWeights.of(program, inputs);
            assertThat(weights.largest()).isEqualTo(0.0);
            dropped += weights.count();
        }
        Statistics.label("dropped")
                .collect(dropped > 0)
                .coverage(c -> c.check(true).percentage(p -> p > 20));
    }

    @Property
    void headsWhoseKeysOrValuesMoveAreRunFree(@ForAll long seed) {
        Program program = SparsePrograms.program(seed);
        boolean[] written = written(program);
        int mustBeFree = 0;
        for (Layer layer : distinct(program)) {
            for (AttentionHead head : layer.heads()) {
                boolean keysMove = false;
                boolean queriesMove = false;
                for (int c = 0; c < head.keyDim(); c++) {
                    boolean counts = reads(head.wQ(), c, null) && reads(head.wK(), c, null);
                    keysMove |= counts && reads(head.wK(), c, written);
                    queriesMove |= counts && reads(head.wQ(), c, written);
                }
                boolean valuesMove = false;
                for (int c = 0; c < head.valueDim(); c++) {
                    valuesMove |= reads(head.wV(), c, written);
                }
                mustBeFree += keysMove || queriesMove && valuesMove ? 1 : 0;
            }
        }
        assertThat(new FoldedEngine().prepare(program).report().freeHeads()).isGreaterThanOrEqualTo(mustBeFree);
        Statistics.label("moving")
                .collect(mustBeFree > 0)
                .coverage(c -> c.check(true).percentage(p -> p > 20));
    }

    /** The dimensions that an input or a weight writes. */
    private static boolean[] written(Program program) {
        boolean[] written = new boolean[program.tokens().columns()];
        program.inputs().forEach(input -> written[input.cell().dimension()] = true);
        for (Layer layer : program.transformer().layers()) {
            for (int d = 0; d < written.length; d++) {
                written[d] |= reads(layer.feedForward().w2(), d, null)
                        || reads(layer.feedForward().b2(), d, null);
                for (AttentionHead head : layer.heads()) {
                    written[d] |= reads(head.wO(), d, null);
                }
            }
        }
        return written;
    }

    /** Whether a row has a weight, in one of the columns if they are given. */
    private static boolean reads(Matrix weights, int row, boolean @Nullable [] columns) {
        boolean[] reads = {false};
        weights.forEachInRow(row, (column, weight) -> reads[0] |= columns == null || columns[column]);
        return reads[0];
    }

    private static List<Layer> distinct(Program program) {
        List<Layer> distinct = new ArrayList<>();
        for (Layer layer : program.transformer().layers()) {
            if (distinct.stream().noneMatch(other -> other == layer)) {
                distinct.add(layer);
            }
        }
        return distinct;
    }

    @Property
    void programsOfStillHeadsHaveNoFreeHead(@ForAll long seed) {
        Program program = SparsePrograms.program(seed, Kind.SELF, Kind.STILL);
        Assume.that(program.inputs().stream()
                .allMatch(input -> input.cell().dimension() >= program.tokens().columns() - 4));
        FoldReport report = new FoldedEngine().prepare(program).report();
        assertThat(report.constantHeads()).isEqualTo(report.heads());
        assertThat(report.free()).isZero();
    }

    @Property
    void theCountsOfTheReportAddUpToAllWeights(@ForAll long seed) {
        Program program = SparsePrograms.program(seed);
        FoldReport report = new FoldedEngine().prepare(program).report();
        int heads = distinct(program).stream()
                .mapToInt(layer -> layer.heads().size())
                .sum();
        double tokens = program.tokens().rows();
        assertThat(report.heads()).isEqualTo(heads);
        assertThat(report.constantHeads() + report.contentHeads() + report.freeHeads())
                .isEqualTo(heads);
        assertThat(report.weights()).isEqualTo(tokens * tokens * heads);
        assertThat(List.of(
                        report.unread(),
                        report.droppedByConstantGap(),
                        report.droppedByBoundedGap(),
                        report.kept(),
                        report.free()))
                .allMatch(count -> count >= 0);
        assertThat(report.unread()
                        + report.droppedByConstantGap()
                        + report.droppedByBoundedGap()
                        + report.kept()
                        + report.free())
                .isEqualTo(report.weights());
    }

    @Property(tries = 300)
    void aBatchHoldsWhatSingleRunsHold(@ForAll long seed) {
        Program program = SparsePrograms.program(seed);
        FoldedProgram folded = new FoldedEngine().prepare(program);
        double[][] inputs = SparsePrograms.inputs(program, 70, seed);
        double[][][] batch = folded.run(inputs);
        for (int i = 0; i < inputs.length; i++) {
            assertThat(folded.run(new double[][] {inputs[i]})[0]).isDeepEqualTo(batch[i]);
        }
    }

    @Property(tries = 100)
    void severalThreadsGetWhatOneGets(@ForAll long seed) throws Exception {
        Program program = SparsePrograms.program(seed);
        FoldedProgram folded = new FoldedEngine().prepare(program);
        double[][] inputs = SparsePrograms.inputs(program, 8, seed);
        double[][][] expected = folded.run(inputs);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<double[][][]>> results = new ArrayList<>();
            for (double[] input : inputs) {
                results.add(threads.submit(() -> folded.run(new double[][] {input})));
            }
            for (int i = 0; i < inputs.length; i++) {
                assertThat(results.get(i).get()[0]).isDeepEqualTo(expected[i]);
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Without these the properties could pass on programs of which nothing folds, or everything. */
    private static void requireCoverage(FoldReport report) {
        Statistics.label("free").collect(report.freeHeads() > 0).coverage(c -> {
            c.check(true).percentage(p -> p > 20);
            c.check(false).percentage(p -> p > 20);
        });
        Statistics.label("constant")
                .collect(report.constantHeads() > 0)
                .coverage(c -> c.check(true).percentage(p -> p > 30));
        Statistics.label("content")
                .collect(report.contentHeads() > 0)
                .coverage(c -> c.check(true).percentage(p -> p > 10));
        Statistics.label("moving")
                .collect(report.movingEntries() > 0)
                .coverage(c -> c.check(true).percentage(p -> p > 40));
    }

    static void assertClose(double[][][] actual, double[][][] expected) {
        for (int run = 0; run < expected.length; run++) {
            for (int read = 0; read < expected[run].length; read++) {
                double largest = 1;
                for (double y : expected[run][read]) {
                    largest = Math.max(largest, Math.abs(y));
                }
                for (int cell = 0; cell < expected[run][read].length; cell++) {
                    double difference = Math.abs(actual[run][read][cell] - expected[run][read][cell]);
                    assertThat(difference)
                            .as(
                                    "run %d, read %d, cell %d: dense %s, folded %s",
                                    run, read, cell, expected[run][read][cell], actual[run][read][cell])
                            .isLessThanOrEqualTo(TOLERANCE * largest);
                }
            }
        }
    }
}
