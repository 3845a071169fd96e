package org.deciban.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deciban completion}. */
@Command(
        name = "completion",
        header = "Prints a script that completes commands and options in bash and zsh.",
        footer = {"", "Load it with:", "  source <(deciban completion)"})
final class CompletionCommand implements Runnable {
    private final Console console;

    @Spec
    private @Nullable CommandSpec command;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        CommandLine deciban = Objects.requireNonNull(command).root().commandLine();
        console.out().println(AutoComplete.bash("deciban", deciban));
    }
}
