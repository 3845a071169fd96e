package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecibanTest {
    @ParameterizedTest
    @ValueSource(strings = {"verify", "infer", "compile", "inspect", "bench", "completion"})
    void everyCommandHasHelpWithExitStatuses(String command) {
        Run run = Run.of(command, "--help");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Usage: deciban " + command, "Exit status:", "deciban " + command)
                .doesNotContain("${");
    }

    @Test
    void theCommandListsItsCommands() {
        Run run = Run.of("--help");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("verify", "infer", "compile", "inspect", "bench", "completion", "Exit status:");
    }

    @Test
    void theVersionIsTheBuilds() {
        assertThat(Run.of("--version").out()).matches("deciban \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @Test
    void completionKnowsTheOptions() {
        Run run = Run.of("completion");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("#!/usr/bin/env bash").contains("--evidence", "junction-tree", "--rounds");
    }

    /** The script keeps the words of an option under the label of its value, so that two labels must not be the same. */
    @Test
    void everyOptionCompletesItsOwnWords() {
        String script = Run.of("completion").out();
        String infer = script.substring(script.indexOf("function _picocli_deciban_infer()"));
        assertThat(infer.substring(0, infer.indexOf("\n}")))
                .contains("MODE_option_args=(\"exact\" \"loopy\")")
                .contains("ENGINE_option_args=(\"folded\" \"dense\" \"nd4j\" \"onnx\")")
                .contains("METHOD_option_args=(\"transformer\" \"junction-tree\" \"enumeration\" \"bp\")");
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    @Test
    void anAnswerThatCannotBeWrittenIsNotGood() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(Deciban.run(new Console(failing("No space left on device"), err, false), "--version"))
                .isEqualTo(ExitCode.UNWRITABLE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("No space left on device");
        err.reset();
        assertThat(Deciban.run(new Console(failing("Broken pipe"), err, false), "--version"))
                .isEqualTo(ExitCode.UNWRITABLE);
        assertThat(err.size()).isZero();
    }

    @Test
    void aFaultOfTheProgramIsCalledOne() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(OutputStream.nullOutputStream(), err, false);
        assertThat(Failures.of(new IllegalStateException("lost"), console, false))
                .isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("internal error", "lost", "--debug")
                .doesNotContain("\tat ");
        Failures.of(new IllegalStateException("lost"), console, true);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\tat org.deciban.cli.DecibanTest");
    }
}
