package org.deciban.transformer.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedProgram;
import org.deciban.transformer.engine.PreparedTransformer;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;
import org.deciban.transformer.trace.HookPoint.Site;
import org.deciban.transformer.trace.Interventions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Nd4jEngineTest {
    private static Matrix matrix(int rows, int columns, double... entries) {
        return Matrix.ofRowMajor(rows, columns, entries);
    }

    private static Transformer transformer(int modelDim, Layer... layers) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", modelDim);
        return new Transformer(layout.build(), List.of(layers));
    }

    private static PreparedTransformer prepared(int modelDim, Layer... layers) {
        return new Nd4jEngine().prepare(transformer(modelDim, layers));
    }

    private static FeedForward feedForward(double w1, double w2, Activation activation) {
        return new FeedForward(matrix(1, 1, w1), Matrix.zeros(1, 1), matrix(1, 1, w2), Matrix.zeros(1, 1), activation);
    }

    private static Layer layer(Activation activation) {
        return new Layer("l", List.of(), feedForward(1, 1, activation));
    }

    @Test
    void theServiceLoaderFindsIt() {
        assertThat(ServiceLoader.load(Engine.class)).extracting(Engine::name).contains("nd4j");
    }

    /** Dimensions: one, address, value. Token t looks at the one token before it, as the others score −price. */
    private static AttentionHead lookup(double price) {
        return new AttentionHead(
                "lookup",
                matrix(2, 3, 0, price, 0, -price, 0, 0),
                matrix(2, 3, 0, 2, 0, 0, 0, 0),
                matrix(1, 3, 0, 0, 1),
                matrix(3, 1, 0, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 700, 3000})
    void longRowsAreTheDenseEngines(int tokens) {
        Random random = new Random(tokens);
        double[] entries = random.doubles(3L * tokens, -2, 2).toArray();
        Matrix embedded = matrix(tokens, 3, entries);
        for (double price : new double[] {1, 30, 400}) {
            Transformer transformer = transformer(3, new Layer("l", List.of(lookup(price)), FeedForward.none(3)));
            Matrix expected = new DenseEngine().prepare(transformer).forward(embedded);
            Matrix actual = new Nd4jEngine().prepare(transformer).forward(embedded);
            assertThat(actual.toRowMajor()).containsExactly(expected.toRowMajor(), within(1e-12));
        }
    }

    @Test
    void theNumberOfThreadsChangesNoBit() throws Exception {
        Matrix embedded = matrix(1100, 3, new Random(1).doubles(3300, -2, 2).toArray());
        Layer layer = new Layer("l", List.of(lookup(2), lookup(0.3)), FeedForward.none(3));
        PreparedTransformer prepared = prepared(3, layer, layer);
        ForkJoinPool one = new ForkJoinPool(1);
        ForkJoinPool seven = new ForkJoinPool(7);
        try {
            Matrix ofOne = one.submit(() -> prepared.forward(embedded)).get();
            assertThat(seven.submit(() -> prepared.forward(embedded)).get()).isEqualTo(ofOne);
            assertThat(prepared.forward(embedded)).isEqualTo(ofOne);
        } finally {
            one.shutdown();
            seven.shutdown();
        }
    }

    @Test
    void whatScoresFarBelowTheRestWeighsExactlyNothing() {
        int tokens = 1500;
        // Key token 1000 alone has address 1; every query asks for it, at a price of 800.
        double[] entries = new double[3 * tokens];
        for (int t = 0; t < tokens; t++) {
            entries[3 * t + 1] = t == 1000 ? 1 : 0;
            entries[3 * t] = 1;
            entries[3 * t + 2] = t;
        }
        AttentionHead head = new AttentionHead(
                "h", matrix(1, 3, 800, 0, 0), matrix(1, 3, 0, 1, 0), matrix(1, 3, 0, 0, 1), matrix(3, 1, 0, 0, 1));
        ForwardTrace trace = ForwardTrace.of(point -> point.site() == Site.PATTERN);
        for (Precision precision : Precision.values()) {
            Matrix output = new Nd4jEngine(precision)
                    .prepare(transformer(3, new Layer("l", List.of(head), FeedForward.none(3))))
                    .forward(matrix(tokens, 3, entries), trace);
            Matrix pattern = trace.get(new HookPoint(0, 0, Site.PATTERN));
            assertThat(pattern.nonZeros()).isEqualTo(tokens);
            assertThat(IntStream.range(0, tokens)).allMatch(t -> pattern.get(t, 1000) == 1.0);
            assertThat(IntStream.range(0, tokens)).allMatch(t -> output.get(t, 2) == t + 1000.0);
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 9", "200, 30", "520, 3"})
    void aBatchIsItsRuns(int tokens, int runs) {
        Random random = new Random(tokens);
        Matrix embedded = matrix(tokens, 3, random.doubles(3L * tokens, -2, 2).toArray());
        Layer layer = new Layer("l", List.of(lookup(2), lookup(0.3)), FeedForward.none(3));
        List<Cell> cells =
                IntStream.range(0, tokens).mapToObj(t -> new Cell(t, 2)).toList();
        Program program = new Program(
                transformer(3, layer, layer),
                embedded,
                List.of(new Input(new Cell(tokens - 1, 2), -9, 9), new Input(new Cell(0, 1), -9, 9)),
                new ReadOut(List.of(0, 1), cells, Matrix.zeros(1, tokens), List.of(1)));
        double[][] inputs = IntStream.range(0, runs)
                .mapToObj(run -> random.doubles(2, -9, 9).toArray())
                .toArray(double[][]::new);
        double[][][] batch = new Nd4jEngine().prepare(program).run(inputs);
        Nd4jEngineProperties.assertClose(
                batch, new DenseEngine().prepare(program).run(inputs), 1e-12);
        for (int run = 0; run < runs; run++) {
            double[][][] single = new Nd4jEngine().prepare(program).run(new double[][] {inputs[run]});
            Nd4jEngineProperties.assertClose(new double[][][] {batch[run]}, single, 1e-13);
        }
    }

    @Test
    void activationsAtTheirEnds() {
        double[] u = {-1e300, -800, -40, -1e-20, 0, 1e-20, 40, 800};
        for (Activation activation : Activation.values()) {
            Matrix output = prepared(1, layer(activation)).forward(matrix(u.length, 1, u));
            for (int t = 0; t < u.length; t++) {
                double expected = u[t] + activation.apply(u[t]);
                assertThat(output.get(t, 0)).as("%s(%s)", activation, u[t]).isCloseTo(expected, within(1e-13));
            }
        }
    }

    @Test
    void theLogarithmOfFloatsHasAFloorOfItsOwn() {
        Matrix output = new Nd4jEngine(Precision.FLOAT32)
                .prepare(transformer(1, layer(Activation.LOG)))
                .forward(matrix(1, 1, 0));
        assertThat(output.get(0, 0)).isCloseTo(Math.log(1e-37), within(1e-5));
    }

    @Test
    void tokensOfAnotherShapeAreRefused() {
        PreparedTransformer prepared = prepared(3);
        assertThatThrownBy(() -> prepared.forward(Matrix.zeros(2, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tokens must have shape [tokens ≥ 1, 3], got [2, 4]");
        assertThatThrownBy(() -> prepared.forward(Matrix.zeros(0, 3))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void overflowInAFeedForwardNamesLayerAndToken() {
        Layer calm = new Layer("calm", List.of(), FeedForward.none(1));
        Layer wild = new Layer("wild", List.of(), feedForward(1e200, 1e200, Activation.RELU));
        assertThatThrownBy(() -> prepared(1, calm, wild).forward(matrix(3, 1, -1, 1e-200, 1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("Infinity after layer 1 (wild) at token 2, dimension 0")
                .hasMessageContaining("Maybe the weights are outside the range of float64?");
    }

    @Test
    void overflowOfAnAttentionScoreNamesTheLayerWhetherOrNotItIsRecorded() {
        AttentionHead head =
                new AttentionHead("loud", matrix(1, 1, 1e200), matrix(1, 1, 1e200), matrix(1, 1, 1), matrix(1, 1, 1));
        PreparedTransformer prepared = prepared(1, new Layer("wild", List.of(head), FeedForward.none(1)));
        Matrix tokens = matrix(2, 1, 0, 1);
        assertThatThrownBy(() -> prepared.forward(tokens))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("layer 0")
                .hasMessageContaining("token 1");
        assertThatThrownBy(() ->
                        prepared.forward(tokens, ForwardTrace.of(point -> Nd4jEngine.SHOWN.contains(point.site()))))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("scores of head loud in layer 0 is Infinity at query token 1, key token 1");
    }

    @Test
    void inputsOutsideTheirBoundsAreRefused() {
        Program program = new Program(
                transformer(1, layer(Activation.RELU)),
                matrix(1, 1, 0),
                List.of(new Input(new Cell(0, 0), 0, 1)),
                new ReadOut(List.of(0), List.of(new Cell(0, 0)), Matrix.zeros(1, 1), List.of(1)));
        assertThatThrownBy(() -> new Nd4jEngine().prepare(program).run(new double[][] {{0.5}, {2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be in [0.0, 1.0], got 2.0");
    }

    @Test
    void whatTheEngineCannotShowOrReplaceIsRefused() {
        Program program = new RandomPrograms(1, 4).program(5);
        PreparedProgram prepared = new Nd4jEngine().prepare(program);
        double[] inputs = program.defaultInputs();
        assertThatThrownBy(() -> prepared.forward(inputs, ForwardTrace.of(point -> point.site() == Site.MLP_OUT)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("blocks.0.mlp_out");
        assertThatThrownBy(() -> prepared.forward(inputs, Interventions.zero("blocks.0.resid_post")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("blocks.0.resid_post");
    }
}
