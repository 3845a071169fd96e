package org.deciban.transformer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deciban.transformer.Activation;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The activations as ONNX Runtime computes them, against StrictMath's. */
class OnnxActivationTest {
    private static final double[] ARGUMENTS = DoubleStream.concat(
                    IntStream.rangeClosed(-320, 300)
                            .mapToDouble(exponent -> Math.pow(10, exponent))
                            .flatMap(u -> DoubleStream.of(u, -u)),
                    DoubleStream.concat(
                            DoubleStream.of(0, 709, -709, 744, -744, 746, -746, 36.7, -36.7, 37, -37, 0.5, -0.5),
                            IntStream.rangeClosed(-2000, 2000).mapToDouble(i -> i / 50.0)))
            .toArray();

    /** A token for each argument, and a feed-forward from dimension 0 to dimension 1. */
    private static Program program(Activation activation, int tokens) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("u", 1);
        layout.add("phi", 1);
        FeedForward feedForward = new FeedForward(
                Matrix.ofRowMajor(1, 2, new double[] {1, 0}),
                Matrix.zeros(1, 1),
                Matrix.ofRowMajor(2, 1, new double[] {0, 1}),
                Matrix.zeros(2, 1),
                activation);
        Layer layer = new Layer("phi", List.of(), feedForward);
        List<Input> inputs = IntStream.range(0, tokens)
                .mapToObj(t -> new Input(new Cell(t, 0), -Double.MAX_VALUE, Double.MAX_VALUE))
                .toList();
        List<Cell> cells =
                IntStream.range(0, tokens).mapToObj(t -> new Cell(t, 1)).toList();
        return new Program(
                new Transformer(layout.build(), List.of(layer)),
                Matrix.zeros(tokens, 2),
                inputs,
                new ReadOut(List.of(0), cells, Matrix.zeros(1, tokens), List.of(1)));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void inFloat64ValuesOfAllSizesKeepTheirDigits(Activation activation) {
        Program program = program(activation, ARGUMENTS.length);

        double[] values = OnnxEngine.float64().prepare(program).run(new double[][] {ARGUMENTS})[0][0];

        for (int i = 0; i < values.length; i++) {
            double expected = activation.apply(ARGUMENTS[i]);
            // Below the normal range digits fade.
            double bound = 1e-15 * Math.abs(expected) + 2 * Double.MIN_VALUE;
            assertThat(Math.abs(values[i] - expected))
                    .as("%s(%s) = %s, not %s", activation, ARGUMENTS[i], values[i], expected)
                    .isLessThanOrEqualTo(bound);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"SIGMOID", "SOFTPLUS", "RELU"})
    void inFloat32ValuesOfAllSizesKeepTheirDigits(Activation activation) {
        double[] arguments = DoubleStream.of(ARGUMENTS)
                .map(u -> (float) u)
                .filter(Double::isFinite)
                .toArray();
        Program program = program(activation, arguments.length);

        double[] values = OnnxEngine.float32().prepare(program).run(new double[][] {arguments})[0][0];

        for (int i = 0; i < values.length; i++) {
            double expected = activation.apply(arguments[i]);
            double bound = 1e-6 * Math.abs(expected) + 2 * Float.MIN_NORMAL;
            assertThat(Math.abs(values[i] - expected))
                    .as("%s(%s) = %s, not %s", activation, arguments[i], values[i], expected)
                    .isLessThanOrEqualTo(bound);
        }
    }

    @Test
    void inFloat32TheLogarithmHasAFloorOfItsOwn() {
        double[] arguments = {0, -1, -1e30, 1e-37f, 1e-38, 1e-36f, 1, 1e30f};
        Program program = program(Activation.LOG, arguments.length);

        double[] values = OnnxEngine.float32().prepare(program).run(new double[][] {arguments})[0][0];

        for (int i = 0; i < values.length; i++) {
            double expected = StrictMath.log(Math.max(arguments[i], 1e-37f));
            assertThat(Math.abs(values[i] - expected)).isLessThanOrEqualTo(1e-6 * Math.abs(expected));
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void leavingTheRangeIsAnErrorEvenWhereNothingIsRead(Activation activation) {
        Program all = program(activation, 2);
        // Adds MAX to u: of token 0 that is more than MAX in run 1; token 1 is read.
        FeedForward none = all.transformer().layers().get(0).feedForward();
        FeedForward growing = new FeedForward(
                none.w1(),
                none.b1(),
                none.w2(),
                Matrix.ofRowMajor(2, 1, new double[] {Double.MAX_VALUE, 0}),
                activation);
        Program program = new Program(
                new Transformer(all.transformer().layout(), List.of(new Layer("grow", List.of(), growing))),
                all.tokens(),
                all.inputs(),
                new ReadOut(List.of(0), List.of(new Cell(1, 1)), Matrix.zeros(1, 1), List.of(1)));
        OnnxProgram prepared = OnnxEngine.float64().prepare(program);

        assertThatThrownBy(() -> prepared.run(new double[][] {{0, -1}, {Double.MAX_VALUE, -1}}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("run 1 left the range of FLOAT64");
        assertThatThrownBy(() -> prepared.posteriors(new double[][] {{Double.MAX_VALUE, -1}}))
                .isInstanceOf(ArithmeticException.class);
        assertThat(prepared.run(new double[][] {{0, -1}})[0][0][0]).isCloseTo(activation.apply(-1), within(1e-15));
    }
}
