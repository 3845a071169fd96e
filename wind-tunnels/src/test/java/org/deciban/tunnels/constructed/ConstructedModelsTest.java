package org.deciban.tunnels.constructed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.transformer.Program;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.Intervention;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.tasks.AssociativeRecall;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;
import org.deciban.tunnels.tasks.TwoVariables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstructedModelsTest {
    private static double worstOf(AnalyticTask task, ObservableModel model, int sequences) {
        Random random = new Random(1);
        return IntStream.range(0, sequences)
                .mapToDouble(i -> Bits.worst(task, model, task.draw(random)))
                .max()
                .orElseThrow();
    }

    @Test
    void thePublishedBijectionIsExactAndDescendsItsStaircase() {
        Bijection task = Bijection.published();
        ConstructedBijection model = new ConstructedBijection(task);
        assertThat(worstOf(task, model, 20)).isLessThan(Bits.EXACT);
        LabelledSequence sequence = task.draw(new Random(2));
        double[][] answers = model.predict(sequence.tokens(), sequence.positions());
        for (int k = 1; k <= 19; k++) {
            assertThat(Bits.entropyInBits(answers[k - 1])).isCloseTo(Math.log(20 - k + 1) / Math.log(2), within(1e-14));
        }
    }

    @Test
    void recallOfSixtyFourPairsIsExact() {
        AssociativeRecall task = AssociativeRecall.standard();
        assertThat(worstOf(task, new ConstructedRecall(task), 3)).isLessThan(Bits.EXACT);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 30, 50})
    void hmmsOfPublishedSizeAreExact(int steps) {
        HmmFiltering task = HmmFiltering.published(steps);
        assertThat(worstOf(task, ConstructedHmm.scan(task), 2)).isLessThan(Bits.EXACT);
        assertThat(worstOf(task, ConstructedHmm.deep(task), 2)).isLessThan(Bits.EXACT);
    }

    /** A state of which no other is reached: the symbol o1, seen later, rules the second out from the start. */
    @Test
    void whatLaterObservationsRuleOutCostsNoDigits() {
        HmmFiltering task = new HmmFiltering(2, 4, 8, 10);
        int[] header = {0, 11, 3, 3, 11, 1, 7, 4, 4, 5, 5, 3, 4, 8, 2};
        int[] observations = {3, 3, 0, 0, 0, 0, 0, 1, 1, 0};
        int[] tokens = IntStream.concat(
                        Arrays.stream(header), Arrays.stream(observations).map(symbol -> 12 + symbol))
                .toArray();
        int[] positions = IntStream.range(header.length, tokens.length).toArray();
        double[][] answers = ConstructedHmm.deep(task)
                .predict(TokenSequence.ofSymbols(tokens, task.inputs().size()), positions);
        // P(o | first) is 1/4 and 1/2, P(o | second) 5/8 and 1/4.
        double odds = 1;
        for (int step = 0; step < 7; step++) {
            odds *= step < 2 ? 0.25 / 0.625 : 2;
            assertThat(answers[step][0]).isCloseTo(odds / (1 + odds), within(1e-15));
        }
        assertThat(answers[7][0]).isEqualTo(1);
    }

    @Test
    void fiveHundredStepsAreExactInTwentyOneLayersAndInNineHundredAndNinetyNine() {
        HmmFiltering task = HmmFiltering.published(500);
        ConstructedHmm scan = ConstructedHmm.scan(task);
        ConstructedHmm deep = ConstructedHmm.deep(task);
        assertThat(scan.layers()).isEqualTo(21);
        assertThat(deep.layers()).isEqualTo(999);
        assertThat(worstOf(task, scan, 1)).isLessThan(Bits.EXACT);
        assertThat(worstOf(task, deep, 1)).isLessThan(Bits.EXACT);
    }

    /** The forward algorithm of the task, and the smoothed posteriors of both models, against a graph with observed variables. */
    @Test
    void theForwardAlgorithmAndTheSmoothedPosteriorsAreThoseOfTheJunctionTree() {
        HmmFiltering task = new HmmFiltering(3, 4, 16, 7);
        Random random = new Random(5);
        for (int i = 0; i < 10; i++) {
            LabelledSequence sequence = task.draw(random);
            TokenSequence tokens = sequence.tokens();
            double[][] filtered = task.posterior(tokens, sequence.positions());
            for (int step = 0; step < 7; step++) {
                double[] expected = junctionTree(task, tokens, step + 1)[step];
                assertThat(Bits.worstDifference(new double[][] {expected}, new double[][] {filtered[step]}))
                        .isLessThan(1e-14);
            }
            double[][] smoothed = junctionTree(task, tokens, 7);
            assertThat(Bits.worstDifference(smoothed, ConstructedHmm.scan(task).smoothed(tokens)))
                    .isLessThan(1e-13);
            assertThat(Bits.worstDifference(smoothed, ConstructedHmm.deep(task).smoothed(tokens)))
                    .isLessThan(1e-13);
        }
    }

    private static double[][] junctionTree(HmmFiltering task, TokenSequence tokens, int steps) {
        String[] states = task.outcomes().toArray(String[]::new);
        String[] symbols =
                IntStream.range(0, task.symbols()).mapToObj(o -> "o" + o).toArray(String[]::new);
        FactorGraph.Builder builder = FactorGraph.builder();
        for (int t = 0; t < steps; t++) {
            builder.variable("x" + t, states);
            builder.variable("y" + t, symbols);
        }
        for (int t = 0; t < steps; t++) {
            builder.conditional("y" + t, List.of("x" + t), flat(task.emission(tokens)));
            if (t > 0) {
                builder.conditional("x" + t, List.of("x" + (t - 1)), flat(task.transition(tokens)));
            }
        }
        FactorGraph graph = builder.build();
        Evidence.Builder evidence = graph.evidence();
        for (int t = 0; t < steps; t++) {
            evidence.observe("y" + t, "o" + task.observations(tokens)[t]);
        }
        Marginals marginals = JunctionTree.run(graph, evidence.build()).marginals();
        double[][] rows = new double[steps][states.length];
        for (int t = 0; t < steps; t++) {
            for (int s = 0; s < states.length; s++) {
                rows[t][s] = marginals.probability("x" + t, states[s]);
            }
        }
        return rows;
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    /** One set of weights for all headers and lengths. */
    @Test
    void theWeightsDoNotDependOnTheHeader() {
        HmmFiltering task = HmmFiltering.published(12);
        for (ConstructedHmm model : List.of(ConstructedHmm.scan(task), ConstructedHmm.deep(task))) {
            LabelledSequence sequence = task.draw(new Random(3));
            assertThat(model.pass(sequence.tokens()).program().transformer()).isEqualTo(model.transformer());
            TokenSequence prefix = sequence.tokens().prefix(task.headerLength() + 5);
            assertThat(model.pass(prefix).program().transformer()).isEqualTo(model.transformer());
        }
    }

    @Test
    void aWeightMovedByAMillionthIsNoticed() {
        Bijection bijection = new Bijection(6, 5, 0);
        LabelledSequence pairs = bijection.draw(new Random(1));
        Pass pass = new ConstructedBijection(bijection).pass(pairs.tokens());
        ResidualLayout layout = pass.program().transformer().layout();
        double[][] truth = bijection.posterior(pairs.tokens(), pairs.positions());
        int free =
                IntStream.range(0, 6).filter(v -> truth[4][v] > 0).findFirst().orElseThrow();
        int ruledOut =
                IntStream.range(0, 6).filter(v -> truth[4][v] == 0).findFirst().orElseThrow();
        // A value that has come counts a little for one that has not; or the read-out leans towards a value.
        int seen = layout.subspace("seen").at(free);
        Program counts = Bits.withOutputMoved(pass.program(), "infer", "eliminate", seen, ruledOut, 1e-6);
        assertThat(worst(truth, pairs, pass, counts)).isGreaterThan(1e-9);
        int lastKey = 6 * pairs.positions()[4];
        Program leans = Bits.withLogitMoved(pass.program(), lastKey + free, 2 * (lastKey + ruledOut), 1e-6);
        assertThat(worst(truth, pairs, pass, leans)).isGreaterThan(1e-9);

        HmmFiltering hmm = new HmmFiltering(3, 3, 64, 6);
        LabelledSequence steps = hmm.draw(new Random(4));
        double[][] filtered = hmm.posterior(steps.tokens(), steps.positions());
        Pass scan = ConstructedHmm.scan(hmm).pass(steps.tokens());
        ResidualLayout scanLayout = scan.program().transformer().layout();
        // Channels: two flags, then four rows for each of three columns. From state 1 to 0 leans on from 1 to 1.
        int partner = scanLayout.subspace("partner").at(3);
        assertThat(worst(
                        filtered,
                        steps,
                        scan,
                        Bits.withOutputMoved(scan.program(), "gather.1", "reach.1", partner, 2 + 4 + 1, 1e-6)))
                .isGreaterThan(1e-9);
        Pass deep = ConstructedHmm.deep(hmm).pass(steps.tokens());
        int state = deep.program().transformer().layout().subspace("state.0").start();
        assertThat(worst(
                        filtered, steps, deep, Bits.withOutputMoved(deep.program(), "gather", "sum.0", state, 1, 1e-6)))
                .isGreaterThan(1e-9);
    }

    private static double worst(double[][] expected, LabelledSequence sequence, Pass pass, Program moved) {
        double[] outputs = new DenseEngine()
                .prepare(moved)
                .run(new double[][] {pass.inputs().values()})[0][0];
        double[][] actual = new double[expected.length][];
        for (int p = 0; p < actual.length; p++) {
            int distribution = pass.positions().distribution(sequence.positions()[p]);
            int states = expected[p].length;
            double[] logits = IntStream.range(0, states)
                    .mapToDouble(s -> moved.readOut().logits().dotRow(distribution * states + s, outputs, 0))
                    .toArray();
            double max = Arrays.stream(logits).max().orElseThrow();
            double sum = Arrays.stream(logits).map(z -> Math.exp(z - max)).sum();
            actual[p] = Arrays.stream(logits).map(z -> Math.exp(z - max) / sum).toArray();
        }
        return Bits.worst(expected, actual);
    }

    @Test
    void aRecordingShowsTheAlgorithm() {
        Bijection task = new Bijection(4, 4, 0);
        // k2 v1, k0 v3, k2 v1, k3: a key that comes again, and one that is new.
        TokenSequence tokens = TokenSequence.ofSymbols(new int[] {2, 4 + 1, 0, 4 + 3, 2, 4 + 1, 3}, 8);
        ConstructedBijection model = new ConstructedBijection(task);
        assertThat(model.layers()).isEqualTo(2);
        assertThat(model.heads(1)).isEqualTo(2);
        double[][] previous = model.record(tokens).attention(0, 0);
        // Seven tokens and the sink behind them.
        assertThat(previous).hasDimensions(8, 8);
        assertThat(previous[3][2]).isOne();
        assertThat(previous[2][7]).isOne();
        double[][] recall = model.record(tokens).attention(1, 0);
        assertThat(recall[4][1]).isOne();
        assertThat(recall[6][7]).isOne();
        double[][] eliminate = model.record(tokens).attention(1, 1);
        assertThat(eliminate[4][1]).isCloseTo(1.0 / 8, within(1e-16));
        assertThat(eliminate[4][5]).isZero();
        assertThat(eliminate[6][5]).isCloseTo(1.0 / 8, within(1e-16));
        assertThat(model.predict(tokens, new int[] {0, 2, 4, 6})).isDeepEqualTo(new double[][] {
            {0.25, 0.25, 0.25, 0.25}, {1.0 / 3, 0, 1.0 / 3, 1.0 / 3}, {0, 1, 0, 0}, {0.5, 0, 0.5, 0}
        });
        assertThat(model.record(tokens).residual(-1)).hasNumberOfRows(8);
        assertThat(model.record(tokens).keys(1, 0)).hasNumberOfRows(8);
    }

    @Test
    void interventionsChangeWhatTheyName() {
        Bijection task = new Bijection(4, 4, 0.5);
        TokenSequence tokens = TokenSequence.ofSymbols(new int[] {2, 4 + 1, 0, 4 + 3, 2}, 8);
        ConstructedBijection model = new ConstructedBijection(task);
        int[] last = {4};
        // Without recall what is left is elimination, without elimination everything is possible.
        assertThat(model.predict(tokens, last, Intervention.withoutHead(1, 0))[0])
                .containsExactly(0.5, 0, 0.5, 0);
        assertThat(model.predict(tokens, new int[] {2}, Intervention.withoutHead(1, 1))[0])
                .containsExactly(0.25, 0.25, 0.25, 0.25);
        assertThat(model.predict(tokens, last, Intervention.withoutLayer(0))[0]).containsExactly(0.5, 0, 0.5, 0);
        assertThat(model.predict(tokens, last, Intervention.withoutAttentionFrom(0))[0])
                .containsExactly(0.25, 0.25, 0.25, 0.25);
        Intervention forget = new Intervention() {
            @Override
            public double[] residual(int layer, int position, double[] residual) {
                return layer == -1 && position == 1 ? new double[residual.length] : residual;
            }
        };
        assertThat(model.predict(tokens, new int[] {2}, forget)[0][1]).isGreaterThan(0.2);
        assertThat(model.predict(tokens, last, Intervention.NONE)).isDeepEqualTo(model.predict(tokens, last));
    }

    @Test
    void anHmmShowsItsVariablesAtTheObservations() {
        HmmFiltering task = new HmmFiltering(2, 2, 8, 4);
        LabelledSequence sequence = task.draw(new Random(1));
        int header = task.headerLength();
        for (ConstructedHmm model : List.of(ConstructedHmm.scan(task), ConstructedHmm.deep(task))) {
            double[][] residual = model.record(sequence.tokens()).residual(model.layers() - 1);
            ResidualLayout layout = model.transformer().layout();
            int variable = layout.subspace("is_variable").dimension();
            int sink = layout.subspace("is_sink").dimension();
            for (int p = 0; p < header + 4; p++) {
                assertThat(residual[p][variable]).isEqualTo(p < header ? 0 : 1);
                assertThat(residual[p][sink]).isEqualTo(p < header ? 1 : 0);
            }
            double[][] attention = model.record(sequence.tokens()).attention(0, 0);
            assertThat(attention).hasDimensions(residual.length, residual.length);
            for (double[] row : attention) {
                assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-14));
            }
            // On the dense engine with nothing changed the answers are the same.
            double[][] watched = model.predict(sequence.tokens(), sequence.positions(), new Intervention() {});
            assertThat(Bits.worst(task.posterior(sequence.tokens(), sequence.positions()), watched))
                    .isLessThan(Bits.EXACT);
        }
    }

    @Test
    void badSequencesAreRefused() {
        ConstructedBijection bijection = new ConstructedBijection(new Bijection(4, 3, 0));
        assertThatThrownBy(() -> bijection.predict(TokenSequence.ofSymbols(new int[] {0}, 9), new int[] {0}))
                .hasMessageContaining("at most 5 symbols of 8, got 1 of 9");
        TokenSequence pair = TokenSequence.ofSymbols(new int[] {0, 5}, 8);
        assertThatThrownBy(() -> bijection.predict(pair, new int[] {1})).hasMessageContaining("position 1");
        HmmFiltering task = new HmmFiltering(2, 2, 2, 3);
        ConstructedHmm scan = ConstructedHmm.scan(task);
        // T = identity, E = identity: two different observations are impossible.
        TokenSequence impossible = TokenSequence.ofSymbols(
                new int[] {0, 5, 3, 3, 5, 1, 5, 3, 3, 5, 2, 6, 7, 7},
                task.inputs().size());
        assertThat(scan.predict(impossible, new int[] {11})[0]).containsExactly(1, 0);
        assertThatThrownBy(() -> scan.predict(impossible, new int[] {12})).hasMessageContaining("position 12");
        assertThatThrownBy(() -> scan.smoothed(impossible)).hasMessageContaining("probability 0");
        assertThatThrownBy(() -> scan.predict(
                        new HmmFiltering(2, 2, 2, 4).draw(new Random(1)).tokens(), new int[] {11}))
                .hasMessageContaining("1 … 3 observations, got 4");
        assertThatThrownBy(() -> new ConstructedTwoVariables().predict(pair, new int[] {0}))
                .hasMessageContaining("three tokens of 8 features");
        assertThat(worstOf(new TwoVariables(), new ConstructedTwoVariables(), 5))
                .isLessThan(Bits.EXACT);
    }
}
