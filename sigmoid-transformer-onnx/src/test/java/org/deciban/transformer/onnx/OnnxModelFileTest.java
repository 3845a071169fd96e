package org.deciban.transformer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.io.OnnxDescription;
import org.deciban.transformer.io.OnnxExporter;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.io.OnnxOptions;
import org.deciban.transformer.io.OnnxType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxModelFileTest {
    /** Two layers, tied; two heads, a RELU and a LOG; two inputs; distributions of two states and of one. */
    private static final Program SMALL = RandomPrograms.program(36);

    private static final byte[] SMALL_FILE = OnnxExporter.bytes(SMALL, OnnxOptions.of(OnnxType.FLOAT64));

    /** The checksum entry: key and length of a metadata entry, then key and value with theirs. */
    private static final int ENTRY_SIZE = 2 + 2 + "deciban.sha256".length() + 2 + 64;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Models.class)
    void aFileForAnyBatchAndOneForThreeRunsReadAsTheDenseEngine(Models models) {
        Program program = models.model.program();
        double[][][] expected = new DenseEngine().prepare(program).run(models.inputs());

        // There are more runs than three, and their number is no multiple of it.
        for (OnnxOptions options : new OnnxOptions[] {
            OnnxOptions.of(OnnxType.FLOAT64), OnnxOptions.of(OnnxType.FLOAT64).withBatch(3)
        }) {
            Path file = folder.resolve("program.onnx");
            OnnxExporter.write(program, options, file);
            OnnxModelFile opened = OnnxModelFile.open(file);

            assertThat(opened.description().holds(program)).isTrue();
            Agreement.requireClose(opened.reads(models.inputs()), expected, 1e-12);
            assertThat(opened.posteriors(models.inputs()))
                    .isEqualTo(OnnxModelFile.openUnverified(file).posteriors(models.inputs()));
        }
    }

    /** Only a mutation that changes nothing leaves a file that opens. */
    @Test
    void noneOfTenThousandDamagedFilesReachesTheRuntime() {
        int unchanged = 0;
        for (int seed = 0; seed < 10_000; seed++) {
            byte[] damaged = Mutations.mutate(SMALL_FILE, seed);
            if (Arrays.equals(damaged, SMALL_FILE)) {
                unchanged++;
                continue;
            }
            assertThatThrownBy(() -> OnnxModelFile.open("damaged.onnx", damaged))
                    .as("seed %d", seed)
                    .isInstanceOf(OnnxFormatException.class)
                    .hasMessageStartingWith("damaged.onnx: ")
                    .hasMessageContaining("Maybe");
        }
        assertThat(unchanged).isLessThan(100);
    }

    /** As if by a program that computes the checksum anew: our reader and the runtime are on their own. */
    @Test
    void ofDamageThatTheChecksumDoesNotTellEachFileIsRefusedOrRuns() {
        double[][] inputs = RandomPrograms.inputs(SMALL, 2, 1);
        int ran = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            byte[] signed = Mutations.mutateAndSign(SMALL_FILE, ENTRY_SIZE, seed);
            try {
                OnnxModelFile opened = OnnxModelFile.open("signed.onnx", signed);
                double[][] fitting = opened.description().inputs() == inputs[0].length
                        ? inputs
                        : new double[2][opened.description().inputs()];
                assertThat(opened.reads(fitting)).hasNumberOfRows(2);
                ran++;
            } catch (OnnxFormatException e) {
                assertThat(e).as("seed %d", seed).hasMessageStartingWith("signed.onnx: ");
            } catch (ArithmeticException e) {
                // Other weights, which leave the range.
                assertThat(e).as("seed %d", seed).hasMessageContaining("left the range");
            }
        }
        assertThat(ran).isBetween(100, 1_500);
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        Path absent = folder.resolve("absent.onnx");
        Path text = Files.writeString(folder.resolve("text.onnx"), "network asia {}");
        Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(SMALL_FILE, SMALL_FILE.length / 2));
        byte[] flipped = SMALL_FILE.clone();
        flipped[1000] ^= 1;
        Path edited = Files.write(folder.resolve("edited.onnx"), flipped);

        assertThatThrownBy(() -> OnnxModelFile.open(absent))
                .hasMessage(absent + ": no such file. Maybe the name is misspelt?");
        assertThatThrownBy(() -> OnnxModelFile.open(folder)).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> OnnxModelFile.open(text))
                .hasMessage(
                        text + ": expected an ONNX file that ends with deciban's checksum, found 15 bytes without it."
                                + " Maybe the file is cut short, or another program wrote it?");
        assertThatThrownBy(() -> OnnxModelFile.open(cut)).hasMessageContaining("Maybe the file is cut short");
        assertThatThrownBy(() -> OnnxModelFile.open(edited))
                .hasMessage(edited + ": the contents do not have the checksum that the file ends with."
                        + " Maybe it was damaged or edited? Export it again");
        assertThatThrownBy(() -> OnnxModelFile.openUnverified(cut))
                .isInstanceOf(OnnxFormatException.class)
                .hasMessageContaining("byte ");
        assertThatThrownBy(() -> OnnxModelFile.openUnverified(text)).isInstanceOf(OnnxFormatException.class);
    }

    @Test
    void aFileWithoutOurOutputsIsNamed() {
        // The outputs are renamed throughout, with names of the same length.
        String renamed = new String(SMALL_FILE, StandardCharsets.ISO_8859_1).replace("posteriors", "resteriops");
        byte[] bytes = renamed.getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> OnnxDescription.ofUnverified("model.onnx", bytes))
                .hasMessage("model.onnx: expected an output named posteriors, found [resteriops, reads]."
                        + " Maybe another program wrote it?");
    }

    @Test
    void inputsThatDoNotFitAreRefused() throws IOException {
        OnnxModelFile opened = OnnxModelFile.open(Files.write(folder.resolve("small.onnx"), SMALL_FILE));
        int width = SMALL.inputs().size();

        assertThatThrownBy(() -> opened.reads(new double[][] {new double[width + 1]}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes " + width + " inputs, got " + (width + 1) + " in run 0");
        if (width > 0) {
            double[] nan = new double[width];
            nan[0] = Double.NaN;
            assertThatThrownBy(() -> opened.reads(new double[][] {nan})).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(opened.reads(new double[0][])).isEmpty();
    }
}
