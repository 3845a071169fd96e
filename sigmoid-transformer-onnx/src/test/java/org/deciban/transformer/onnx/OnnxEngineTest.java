package org.deciban.transformer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.io.OnnxBudgetException;
import org.deciban.transformer.io.OnnxExporter;
import org.deciban.transformer.io.OnnxOptions;
import org.deciban.transformer.io.OnnxType;
import org.junit.jupiter.api.Test;

class OnnxEngineTest {
    @Test
    void aBatchOverTheMemoryRunsInChunks() {
        Program program = Models.ROWS_LOOPY.model.program();
        long tokens = program.tokens().rows();
        long dimensions = program.tokens().columns();
        // Room for two runs at once, of seven.
        long memory = 2 * 8 * (3 * tokens * tokens + 16 * tokens * dimensions);
        double[][] inputs = Models.ROWS_LOOPY.inputs();

        double[][][] reads =
                OnnxEngine.float64().withMemory(memory).prepare(program).run(inputs);

        assertThat(inputs).hasNumberOfRows(7);
        Agreement.requireClose(reads, new DenseEngine().prepare(program).run(inputs), 1e-12);
    }

    @Test
    void aRunOverTheMemoryIsRefusedWithTheBytesItWouldTake() {
        Program program = Models.ROWS_LOOPY.model.program();

        assertThatThrownBy(() -> OnnxEngine.float64().withMemory(1000).prepare(program))
                .isInstanceOf(OnnxBudgetException.class)
                .hasMessageContaining("a run over " + program.tokens().rows() + " tokens")
                .hasMessageEndingWith("over the budget of 1000. Maybe run it on the folded engine?");
        assertThatThrownBy(() -> OnnxEngine.float32().prepare(large(1_000_000, 4)))
                .isInstanceOf(OnnxBudgetException.class)
                .hasMessageContaining(
                        "a run over 1000000 tokens, which scores every pair of them in FLOAT32, would take 12");
    }

    @Test
    void aLargeFileGoesByDiskAndReadsTheSame() {
        Program program = large(1000, 9000);
        double[][] inputs = {{1}, {2}};

        assertThat(OnnxExporter.size(program, OnnxOptions.of(OnnxType.FLOAT64))).isGreaterThan(64L << 20);
        assertThat(OnnxEngine.float64().prepare(program).run(inputs)).isDeepEqualTo(new double[][][] {
            {{1, 1, 0}}, {{2, 2, 0}}
        });
    }

    /** Copies dimension 0, where token 7 has an input, to the last dimension. */
    private static Program large(int tokens, int dimensions) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", dimensions);
        FeedForward copy = new FeedForward(
                Matrix.builder(1, dimensions).append(0, 1).endRow().build(),
                Matrix.zeros(1, 1),
                lastRow(dimensions),
                Matrix.zeros(dimensions, 1),
                Activation.RELU);
        List<Cell> cells = List.of(new Cell(7, 0), new Cell(7, dimensions - 1), new Cell(8, dimensions - 1));
        return new Program(
                new Transformer(layout.build(), List.of(new Layer("copy", List.of(), copy))),
                Matrix.zeros(tokens, dimensions),
                List.of(new Input(new Cell(7, 0), 0, 9)),
                new ReadOut(List.of(0), cells, Matrix.zeros(2, 3), List.of(2)));
    }

    private static Matrix lastRow(int rows) {
        Matrix.Builder column = Matrix.builder(rows, 1);
        for (int row = 0; row < rows - 1; row++) {
            column.endRow();
        }
        return column.append(0, 1).endRow().build();
    }

    @Test
    void inputsOutsideTheirBoundsAreRefused() {
        OnnxProgram prepared = OnnxEngine.float64().prepare(large(9, 2));

        assertThatThrownBy(() -> prepared.run(new double[][] {{1}, {10}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be in [0.0, 9.0], got 10.0");
        assertThatThrownBy(() -> prepared.posteriors(new double[][] {{Double.NaN}}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(prepared.run(new double[0][])).isEmpty();
    }

    @Test
    void anEngineSaysWhatItIsAndWhereItRuns() {
        assertThat(OnnxEngine.float64().name()).isEqualTo("onnx");
        assertThat(OnnxEngine.float32().name()).isEqualTo("onnx-float32");
        OnnxDevice device = OnnxEngine.float64().prepare(large(9, 2)).device();
        assertThat(device.toString()).matches(device.isGpu() ? "CUDA device 0" : "(?s)CPU: .*Maybe .*");
        assertThatThrownBy(() -> OnnxEngine.float64().withThreads(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OnnxEngine.float64().withMemory(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
