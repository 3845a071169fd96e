package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerOptionTest {
    private static final String WET_GRASS = Run.network("wet-grass");

    @TempDir
    private Path folder;

    @BeforeEach
    void compile() {
        for (String name : new String[] {"m.safetensors", "m.onnx"}) {
            assertThat(Run.of("compile", WET_GRASS, "-o", file(name)).exit()).isZero();
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /** A table row's potential is another one: the file is sound, and not of this graph. */
    @Test
    void aTransformerThatComputesSomethingElseIsRefuted() throws IOException {
        int row = MovedPotential.write(folder.resolve("m.safetensors"), folder.resolve("changed.safetensors"), -0.1);
        Run run = Run.of("verify", WET_GRASS, "--transformer", file("changed.safetensors"), "--json");
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.REFUTED);
        assertThat(run.json().get("verdict").asText()).isEqualTo("REFUTED");
        assertThat(run.json().get("checks").get(0).get("where").asText())
                .contains("; first off in tokens, most in " + row + " (row ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.safetensors", "m.onnx"})
    void aDamagedFileIsRefusedInOneMessage(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        for (int length : new int[] {0, 7, 100, bytes.length / 2, bytes.length - 1}) {
            Files.write(folder.resolve("cut-" + name), Arrays.copyOf(bytes, length));
            for (String command : new String[] {"verify", "infer"}) {
                assertRefused(Run.of(command, WET_GRASS, "--transformer", file("cut-" + name)), "cut-" + name);
            }
        }
    }

    @Test
    void aBitThatIsFlippedInAnOnnxFileIsNoticed() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("m.onnx"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve("flipped.onnx"), bytes);
        assertRefused(Run.of("verify", WET_GRASS, "--transformer", file("flipped.onnx")), "checksum");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.safetensors", "m.onnx"})
    void theTransformerOfAnotherModelIsRefused(String name) {
        assertRefused(
                Run.of("verify", Run.network("dating"), "--transformer", file(name)), name, "Maybe the", "another");
    }

    @Test
    void whatDoesNotGoWithAFileIsRefused() {
        assertRefused(
                Run.of("verify", WET_GRASS, "--transformer", file("m.safetensors"), "--mode", "exact"),
                "says itself how it was built");
        assertRefused(Run.of("infer", WET_GRASS, "--transformer", file("m.onnx"), "--engine", "dense"), "ONNX Runtime");
        assertRefused(Run.of("infer", WET_GRASS, "--transformer", file("m.onnx"), "--task", "map"), "--task marginals");
        assertRefused(Run.of("infer", WET_GRASS, "--transformer", file("m.onnx"), "--method", "bp"), "--transformer");
        assertRefused(Run.of("infer", WET_GRASS, "--transformer", file("none.onnx")), "no such file");
        assertRefused(Run.of("infer", WET_GRASS, "--transformer", folder.toString()), "directory");
        assertRefused(Run.of("infer", WET_GRASS, "--transformer", WET_GRASS), ".safetensors or .onnx");
    }

    private static void assertRefused(Run run, String... inTheMessage) {
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("deciban: ").contains(inTheMessage).doesNotContain("\tat ", "internal error");
    }
}
