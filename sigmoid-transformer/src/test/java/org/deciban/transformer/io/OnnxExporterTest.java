package org.deciban.transformer.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.LoopedTransformer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.ResidualLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxExporterTest {
    private static final OnnxOptions FLOAT64 = OnnxOptions.of(OnnxType.FLOAT64);

    @TempDir
    Path folder;

    /** A loop of one layer with a head and a logarithm; 3 tokens of 2 dimensions, one input, two distributions. */
    private static Program loop(int rounds) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", 2);
        Matrix square = Matrix.ofRowMajor(2, 2, new double[] {1, 2, 3, 4});
        FeedForward feedForward =
                new FeedForward(square, Matrix.zeros(2, 1), square, Matrix.zeros(2, 1), Activation.LOG);
        Layer layer =
                new Layer("body", List.of(new AttentionHead("head", square, square, square, square)), feedForward);
        LoopedTransformer body = new LoopedTransformer(layout.build(), List.of(layer), List.of());
        List<Integer> all = IntStream.range(0, rounds).boxed().toList();
        return new Program(
                body.unroll(rounds),
                Matrix.ofRowMajor(3, 2, new double[] {1, 1e300, 3, 4, 5, 6}),
                List.of(new Input(new Cell(1, 1), -1, 1)),
                new ReadOut(
                        all,
                        List.of(new Cell(0, 0), new Cell(2, 1)),
                        Matrix.ofRowMajor(3, 2, new double[] {1, 0, 0, 1, 0, 0}),
                        List.of(2, 1)));
    }

    private static Program wide(int tokens, int dimensions) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", dimensions);
        Layer layer = new Layer("nothing", List.of(), FeedForward.none(dimensions));
        return new Program(
                new org.deciban.transformer.Transformer(layout.build(), List.of(layer)),
                Matrix.zeros(tokens, dimensions),
                List.of(),
                new ReadOut(List.of(0), List.of(new Cell(0, 0)), Matrix.zeros(1, 1), List.of(1)));
    }

    @ParameterizedTest
    @EnumSource(OnnxType.class)
    void theSizeIsKnownBeforeTheFileIsWrittenAndTheBytesAreThoseOfTheFile(OnnxType type) throws IOException {
        Path file = folder.resolve("program.onnx");
        OnnxOptions options =
                OnnxOptions.of(type).withMetadata("construction", "none at all").withBatch(300);

        OnnxExporter.write(loop(3), options, file);

        assertThat(Files.readAllBytes(file)).isEqualTo(OnnxExporter.bytes(loop(3), options));
        assertThat(Files.size(file)).isEqualTo(OnnxExporter.size(loop(3), options));
    }

    @Test
    void aFileDescribesItself() {
        OnnxDescription any =
                OnnxDescription.of("x", OnnxExporter.bytes(loop(3), FLOAT64.withMetadata("construction", "rows")));
        OnnxDescription five = OnnxDescription.of(
                "x",
                OnnxExporter.bytes(loop(3), OnnxOptions.of(OnnxType.FLOAT32).withBatch(5)));

        assertThat(any.type()).isEqualTo(OnnxType.FLOAT64);
        assertThat(any.batch()).isEmpty();
        assertThat(List.of(any.tokens(), any.dimensions(), any.inputs(), any.reads(), any.cells()))
                .containsExactly(3, 2, 1, 3, 2);
        assertThat(any.states()).containsExactly(2, 1);
        assertThat(any.metadata())
                .containsEntry("construction", "rows")
                .containsEntry("deciban.dtype", "FLOAT64")
                .containsEntry("deciban.input.cells", "1:1")
                .containsEntry("deciban.read.cells", "0:0 2:1")
                .containsEntry("deciban.read.layers", "0 1 2");
        assertThat(five.type()).isEqualTo(OnnxType.FLOAT32);
        assertThat(five.batch()).isEqualTo(OptionalInt.of(5));
    }

    @Test
    void aFileKnowsTheProgramThatItHolds() {
        OnnxDescription three = OnnxDescription.of(
                "x",
                OnnxExporter.bytes(
                        loop(3), FLOAT64.withMetadata("construction", "rows").withBatch(2)));

        assertThat(three.holds(loop(3))).isTrue();
        assertThat(three.holds(loop(4))).isFalse();
    }

    @Test
    void tiedLayersShareTheirWeights() {
        List<String> three = constants(OnnxExporter.bytes(loop(3), FLOAT64));
        List<String> thirty = constants(OnnxExporter.bytes(loop(30), FLOAT64));

        assertThat(thirty)
                .isEqualTo(three)
                .contains("weights.0.body/head.0.head/W_Q")
                .doesNotHaveDuplicates();
    }

    @Test
    void theFileEndsWithTheChecksumOfAllBeforeIt() throws Exception {
        byte[] file = OnnxExporter.bytes(loop(1), FLOAT64);
        byte[] before = Arrays.copyOf(file, file.length - OnnxChecksum.SIZE);
        String checksum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(before));

        assertThat(new String(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                .endsWith(checksum);
    }

    @Test
    void inFloat32WhatIsBeyondItsRangeIsTheLargestNumber() {
        byte[] tokens = constant(OnnxExporter.bytes(loop(1), OnnxOptions.of(OnnxType.FLOAT32)), "tokens");
        float[] values = new float[6];
        ByteBuffer.wrap(tokens).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);

        // The input at token 1, dimension 1 is left out.
        assertThat(values).containsExactly(1, Float.MAX_VALUE, 3, 0, 5, 6);
    }

    @Test
    void aFileOverTheBudgetIsRefusedWithItsSizeAndWithoutBeingBuilt() {
        Program large = wide(20_000_000, 20_000);

        assertThatThrownBy(() -> OnnxExporter.bytes(large, FLOAT64))
                .isInstanceOfSatisfying(OnnxBudgetException.class, e -> {
                    assertThat(e.bytes()).isBetween(3_200_000_000_000L, 3_200_500_000_000L);
                    assertThat(e.mostBytes()).isEqualTo(Integer.MAX_VALUE);
                })
                .hasMessageContaining("20000000 tokens × 20000 dimensions, FLOAT64, dense) would take 32001")
                .hasMessageEndingWith("Maybe export FLOAT32, or to a sparse format?");
        assertThatThrownBy(() -> OnnxExporter.write(loop(1), FLOAT64.withMostBytes(1000), folder.resolve("none")))
                .isInstanceOf(OnnxBudgetException.class)
                .hasMessageContaining("over the budget of 1000");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void unusableOptionsAreRefused() {
        assertThatThrownBy(() -> FLOAT64.withBatch(0)).hasMessage("the batch must be at least 1, got 0");
        assertThatThrownBy(() -> FLOAT64.withMostBytes(1L << 31))
                .hasMessageContaining("must be in [1, 2147483647] bytes");
        assertThatThrownBy(() -> FLOAT64.withMetadata("deciban.states", "1"))
                .hasMessageContaining("belong to the exporter");
    }

    private static List<String> constants(byte[] file) {
        return graphFields(file, 5)
                .map(tensor -> OnnxValue.messages(tensor, 8).get(0).text())
                .toList();
    }

    private static byte[] constant(byte[] file, String name) {
        int index = constants(file).indexOf(name);
        OnnxReader tensor = graphFields(file, 5).toList().get(index);
        return OnnxValue.messages(tensor, 9).get(0).bytes();
    }

    private static Stream<OnnxReader> graphFields(byte[] file, int number) {
        OnnxReader graph = OnnxValue.messages(OnnxReader.of("x", file), 7).get(0);
        return OnnxValue.messages(graph, number).stream();
    }
}
