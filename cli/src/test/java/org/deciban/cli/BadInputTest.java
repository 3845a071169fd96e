package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit status 2, a message that helps, nothing on standard output and no stack trace. */
class BadInputTest {
    private static final String ASIA = Run.network("asia");

    @TempDir
    private Path folder;

    private static void assertRefused(Run run, String... inTheMessage) {
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("deciban: ").contains(inTheMessage).doesNotContain("\tat ", "internal error");
    }

    static Stream<Arguments> files() throws IOException {
        String asia = Files.readString(Path.of(ASIA));
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        return Stream.of(
                Arguments.of("empty.bif", new byte[0]),
                Arguments.of("blank.bif", "\n\n".getBytes()),
                Arguments.of(
                        "truncated.bif", asia.substring(0, asia.length() / 2).getBytes()),
                Arguments.of("binary.bif", noise),
                Arguments.of("binary.bif.gz", noise),
                Arguments.of("zip.bif", new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3}),
                Arguments.of("line.bif", "x".repeat(1 << 20).getBytes()),
                Arguments.of("notes.bif", "Dear diary,\ntoday I drew a network.\n".getBytes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void filesThatAreNoModels(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, content);
        for (String command : new String[] {"verify", "infer", "inspect"}) {
            Run run = Run.of(command, file.toString());
            assertRefused(run, name);
            assertThat(run.err()).hasSizeLessThan(10_000);
        }
    }

    @Test
    void aMissingFile() {
        assertRefused(Run.of("infer", "nowhere.bif"), "nowhere.bif", "no such file");
        assertRefused(Run.of("infer", "nowhere"), "no such file");
    }

    @Test
    void aDirectory() {
        assertRefused(Run.of("infer", folder.toString()), "directory");
    }

    @Test
    void anUnknownExtensionThatFormatOverrides() throws IOException {
        Path copy = folder.resolve("asia.txt");
        Files.copy(Path.of(ASIA), copy);
        assertRefused(Run.of("inspect", copy.toString()), "asia.txt", ".bif", "--format");
        assertThat(Run.of("inspect", copy.toString(), "--format", "bif").exit()).isZero();
        assertThat(Run.of("inspect", copy.toString(), "--format", "BIF").exit()).isZero();
        assertRefused(
                Run.of("inspect", copy.toString(), "--format", "csv"), "'csv' is none of bif, xmlbif, uai, libdai");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "infer"})
    void evidenceThatDoesNotFit(String command) {
        assertRefused(Run.of(command, ASIA, "--evidence", "Smoke=yes"), "no variable Smoke", "Maybe you mean smoke?");
        assertRefused(Run.of(command, ASIA, "--evidence", "smoke=often"), "no state often", "[yes, no]");
        assertRefused(Run.of(command, ASIA, "--evidence", "smoke"), "'smoke'", "expected V=STATE");
        assertRefused(Run.of(command, ASIA, "--evidence", ""), "expected V=STATE");
        assertRefused(Run.of(command, ASIA, "--evidence", "smoke=yes", "--evidence", "smoke=no"), "twice");
        assertRefused(Run.of(command, ASIA, "--evidence", "tub=yes,either=no"), "tub=yes, either=no", "zero");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rounds=-1",
                "--rounds=many",
                "--rounds=1000000000",
                "--rounds=99999999999",
                "--budget=0",
                "--budget=NaN",
                "--mode=sometimes",
                "--evidence",
                "--nonsense"
            })
    void optionsThatCannotBe(String option) {
        String name = option.split("=")[0];
        assertRefused(Run.of("verify", ASIA, option), name, "Try 'deciban verify --help'");
        assertRefused(Run.of("infer", ASIA, option), name, "Try 'deciban infer --help'");
    }

    @Test
    void optionsOfOneCommandThatCannotBe() {
        assertRefused(Run.of("verify", ASIA, "--samples", "-1"), "--samples", "whole number");
        assertRefused(Run.of("verify", ASIA, "--seed", "x"), "--seed");
        assertRefused(Run.of("verify", ASIA, "--engine", "steam"), "'steam' is none of folded, dense, nd4j, onnx");
        assertRefused(Run.of("infer", ASIA, "--method", "guess"), "'guess' is none of transformer, junction-tree");
        assertRefused(Run.of("inspect", ASIA, "--rounds", "3"), "--rounds");
        assertRefused(Run.of("infer"), "MODEL");
        assertRefused(Run.of("infer", ASIA, ASIA), "Unmatched argument");
    }

    @Test
    void commandsThatAreNone() {
        assertRefused(Run.of(), "a command is missing");
        assertRefused(Run.of("prove", ASIA), "prove");
    }
}
