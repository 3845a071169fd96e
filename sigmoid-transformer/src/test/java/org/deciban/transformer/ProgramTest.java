package org.deciban.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deciban.transformer.engine.DenseEngine;
import org.junit.jupiter.api.Test;

class ProgramTest {
    /** Each layer adds 1 to the only dimension. */
    @Test
    void readAtTheEndItGivesTheLastOfItsOutputsAlone() {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("x", 1);
        FeedForward one = new FeedForward(
                Matrix.zeros(0, 1), Matrix.zeros(0, 1), Matrix.zeros(1, 0), Matrix.identity(1), Activation.RELU);
        Layer layer = new Layer("one more", List.of(), one);
        List<Input> inputs = List.of(new Input(new Cell(0, 0), 0, 10));
        ReadOut each = new ReadOut(List.of(0, 2), List.of(new Cell(0, 0)), Matrix.identity(1), List.of(1));
        Program program = new Program(
                new Transformer(layout.build(), List.of(layer, layer, layer)), Matrix.zeros(1, 1), inputs, each);
        double[][] runs = {{5}};
        assertThat(new DenseEngine().prepare(program).run(runs)[0]).isDeepEqualTo(new double[][] {{6}, {8}});
        assertThat(new DenseEngine().prepare(program.readAtTheEnd()).run(runs)[0])
                .isDeepEqualTo(new double[][] {{8}});
    }
}
