package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecibanTest {
    @ParameterizedTest
    @ValueSource(strings = {"verify", "infer", "inspect", "completion"})
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
        assertThat(run.out()).contains("verify", "infer", "inspect", "completion", "Exit status:");
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
                .contains("METHOD_option_args=(\"transformer\" \"junction-tree\" \"enumeration\" \"bp\")");
    }

    @Test
    void anAnswerThatCannotBeWrittenIsNotGood() {
        PrintStream full = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public boolean checkError() {
                return true;
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(Deciban.run(new Console(full, Run.utf8(err), false), "--version"))
                .isEqualTo(ExitCode.UNWRITABLE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("standard output cannot be written");
    }

    @Test
    void aFaultOfTheProgramIsCalledOne() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(System.out, Run.utf8(err), false);
        assertThat(Failures.of(new IllegalStateException("lost"), console, false))
                .isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("internal error", "lost", "--debug")
                .doesNotContain("\tat ");
        Failures.of(new IllegalStateException("lost"), console, true);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\tat org.deciban.cli.DecibanTest");
    }
}
