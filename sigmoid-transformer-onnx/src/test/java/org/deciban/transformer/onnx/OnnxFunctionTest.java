package org.deciban.transformer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.io.OnnxExporter;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.io.OnnxOptions;
import org.deciban.transformer.io.OnnxType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxFunctionTest {
    @TempDir
    private Path folder;

    private Path write(Program program, OnnxType type) {
        Path file = folder.resolve(type + ".onnx");
        OnnxExporter.write(program, OnnxOptions.of(type), file);
        return file;
    }

    /** A file of ours, taken for anybody's, gives what the dense engine computes. */
    @ParameterizedTest
    @EnumSource(OnnxType.class)
    void aFileIsAFunctionOfArrays(OnnxType type) {
        Models models = Models.values()[0];
        double[][] inputs = models.inputs();
        double[][][] expected =
                new DenseEngine().prepare(models.model.program()).run(inputs);
        OnnxFunction function = OnnxFunction.open(write(models.model.program(), type));
        assertThat(function.inputs()).hasSize(1);
        OnnxPort port = function.inputs().get(0);
        assertThat(port.isReal()).isTrue();
        assertThat(port.isWhole()).isFalse();
        assertThat(port.extent(0)).isEqualTo(-1);
        assertThat(port.extent(1)).isEqualTo(inputs[0].length);
        double[] flat = Arrays.stream(inputs).flatMapToDouble(Arrays::stream).toArray();
        OnnxArray argument = OnnxArray.of(new int[] {inputs.length, inputs[0].length}, flat);
        OnnxArray result = function.run(Map.of(OnnxExporter.INPUTS, argument), OnnxExporter.READS);
        double tolerance = type == OnnxType.FLOAT64 ? 1e-12 : 1e-4;
        for (int run = 0; run < expected.length; run++) {
            for (int read = 0; read < expected[run].length; read++) {
                for (int cell = 0; cell < expected[run][read].length; cell++) {
                    double right = expected[run][read][cell];
                    assertThat(result.at(run, read, cell)).isEqualTo(right, within(tolerance * (1 + Math.abs(right))));
                }
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        OnnxFunction function = OnnxFunction.open(write(RandomPrograms.program(36), OnnxType.FLOAT64));
        OnnxArray wide = OnnxArray.of(new int[] {1, 50}, new double[50]);
        assertThatThrownBy(() -> function.run(Map.of("x", wide), OnnxExporter.READS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(OnnxExporter.INPUTS)
                .hasMessageContaining("[x]");
        assertThatThrownBy(() -> function.run(Map.of(OnnxExporter.INPUTS, wide), OnnxExporter.READS))
                .isInstanceOf(OnnxFormatException.class)
                .hasMessageContaining("[1, 50]");
        Path text = Files.writeString(folder.resolve("text"), "text");
        assertThatThrownBy(() -> OnnxFunction.open(text)).isInstanceOf(OnnxFormatException.class);
        assertThatThrownBy(() -> OnnxFunction.open(folder))
                .isInstanceOf(OnnxFormatException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void anArrayKnowsItsShape() {
        OnnxArray array = OnnxArray.of(new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6});
        assertThat(array.at(1, 0)).isEqualTo(4);
        assertThat(array.rank()).isEqualTo(2);
        assertThatThrownBy(() -> array.at(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.at(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> OnnxArray.of(new int[] {2, 2}, new double[3])).hasMessageContaining("got 3");
        array.values()[0] = 9;
        array.shape()[0] = 9;
        assertThat(array.at(0, 0)).isEqualTo(1);
        assertThat(array.extent(0)).isEqualTo(2);
    }
}
