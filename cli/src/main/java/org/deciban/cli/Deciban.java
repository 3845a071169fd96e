package org.deciban.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code deciban} command. */
@Command(
        name = "deciban",
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        header =
                "Compiles factor graphs into transformers whose forward pass is belief propagation, and verifies them.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the answer is on standard output; of verify: VERIFIED",
            "1:REFUTED; of check: REJECTED; of claims: NOT_CONFIRMED or NOT_REPRODUCED;"
                    + " of tunnel: a constructed model is off",
            "2:bad input or usage",
            "3:over a stated budget; of verify also: INCONCLUSIVE because of one",
            "70:a fault of the program itself",
            "74:standard output cannot be written"
        })
public final class Deciban implements Runnable {
    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    private boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print stack traces of faults.")
    private boolean debug;

    private Deciban() {}

    /**
     * Runs the command and ends the process with its exit status.
     *
     * @param arguments as typed after {@code deciban}
     */
    public static void main(String[] arguments) {
        System.exit(run(Console.system(), arguments));
    }

    /** Runs the command on some streams. */
    static int run(Console console, String... arguments) {
        try {
            int status = commandLine(console).execute(arguments);
            return console.findFailure()
                    .map(e -> Failures.unwritable(e, console))
                    .orElse(status);
        } catch (OutOfMemoryError e) {
            return Failures.outOfMemory(console);
        } catch (Error e) {
            // Left alone it would end the process with status 1, which means REFUTED.
            return Failures.of(e, console, false);
        }
    }

    private static CommandLine commandLine(Console console) {
        Deciban deciban = new Deciban();
        return new CommandLine(deciban)
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new InferCommand(console))
                .addSubcommand(new AskCommand(console))
                .addSubcommand(new ReplCommand(console))
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new CompileCommand(console))
                .addSubcommand(new InspectCommand(console))
                .addSubcommand(new ClaimsCommand(console))
                .addSubcommand(new TunnelCommand(console))
                .addSubcommand(new CommandLine(new HeadsCommand(console))
                        .addSubcommand(new DetectCommand(console))
                        .addSubcommand(new Count01Command(console)))
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new BenchCommand(console))
                .addSubcommand(new CompletionCommand(console))
                .setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setParameterExceptionHandler(Failures::ofUsage)
                .setExecutionExceptionHandler((e, command, parsed) -> Failures.of(e, console, deciban.debug));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Without a subcommand there is nothing to do. */
    @Override
    public void run() {
        if (command == null) {
            throw new IllegalStateException("the command line is not parsed yet");
        }
        throw new ParameterException(command.commandLine(), "a command is missing");
    }
}
