package org.deciban.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.deciban.compiler.CompileBudgetException;
import org.deciban.compiler.CompileException;
import org.deciban.compiler.ModelMismatchException;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.InvalidEvidenceException;
import org.deciban.factorgraph.InvalidGraphException;
import org.deciban.factorgraph.inference.BudgetExceededException;
import org.deciban.factorgraph.io.FormatException;
import org.deciban.factorgraph.knowledge.GroundingBudgetException;
import org.deciban.factorgraph.knowledge.KnowledgeException;
import org.deciban.heads.recorded.AttentionBudgetException;
import org.deciban.transformer.io.FileBudgetException;
import org.deciban.transformer.io.OnnxBudgetException;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.io.TransformerFormatException;
import org.deciban.tunnels.meters.ModelAnswerException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Messages and exit statuses of what can go wrong. */
final class Failures {
    private static final long MEBIBYTE = 1L << 20;

    private Failures() {}

    /** A command line that cannot be parsed. */
    static int ofUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("deciban: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.BAD_INPUT;
    }

    /** A command that threw. */
    static int of(Throwable e, Console console, boolean debug) {
        if (isBadInput(e) || isOverBudget(e)) {
            console.say(e.getMessage());
        } else {
            console.say("internal error: " + e
                    + (debug ? "" : ". Maybe report it with the stack trace that --debug prints?"));
        }
        if (debug) {
            e.printStackTrace(console.err());
        }
        return isBadInput(e) ? ExitCode.BAD_INPUT : isOverBudget(e) ? ExitCode.OVER_BUDGET : ExitCode.INTERNAL_ERROR;
    }

    private static boolean isBadInput(Throwable e) {
        return e instanceof BadInputException
                || e instanceof FormatException
                || e instanceof KnowledgeException
                || e instanceof InvalidGraphException
                || e instanceof InvalidEvidenceException
                || e instanceof ImpossibleEvidenceException
                || e instanceof CompileException
                || e instanceof TransformerFormatException
                || e instanceof OnnxFormatException
                || e instanceof ModelMismatchException
                || e instanceof ModelAnswerException
                || e instanceof IOException
                || e instanceof UncheckedIOException;
    }

    private static boolean isOverBudget(Throwable e) {
        return e instanceof WorkBudgetException
                || e instanceof GroundingBudgetException
                || e instanceof BudgetExceededException
                || e instanceof CompileBudgetException
                || e instanceof FileBudgetException
                || e instanceof OnnxBudgetException
                || e instanceof AttentionBudgetException;
    }

    /** An answer that went nowhere. A reader that has seen enough, as in {@code deciban … | head}, is no news. */
    static int unwritable(IOException e, Console console) {
        if (!String.valueOf(e.getMessage()).contains("Broken pipe")) {
            console.say("standard output cannot be written: " + e.getMessage());
        }
        return ExitCode.UNWRITABLE;
    }

    /** A model that the virtual machine has no room for. */
    static int outOfMemory(Console console) {
        console.say("out of memory: the virtual machine may use "
                + Runtime.getRuntime().maxMemory() / MEBIBYTE
                + " MiB. Maybe allow more, as with JAVA_TOOL_OPTIONS=-Xmx8g?");
        return ExitCode.OVER_BUDGET;
    }
}
