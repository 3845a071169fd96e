package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
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
