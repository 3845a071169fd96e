package org.deciban.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code deciban repl}. */
@Command(
        name = "repl",
        header = "Asks a knowledge base questions that are typed, with evidence that comes and goes.",
        description = {
            "",
            "A line is an atom to ask for, or one of:",
            "  assert ATOM,ATOM   take atoms as true, or as false with \\\\+ before them",
            "  retract ATOM       take an observation back, one of the file too",
            "  ask ATOM           the probability of an atom, as an atom by itself",
            "  why ATOM           that, and what carries the answer, in decibans",
            "  list               the evidence",
            "  help, quit",
            "",
            "An observation that is not grounded, or true in no world together with the others, is not taken. A line that is wrong"
                    + " gets a message and ends nothing. Lines can be piped in; then answers alone are printed, and the exit"
                    + " status is 2 if a line was wrong or not answered with a number."
        },
        footer = {
            "",
            "Examples:",
            "  deciban repl smokers.pl",
            "  printf 'assert smokes(ann)\\nasthma(X)\\n' | deciban repl smokers.pl"
        })
final class ReplCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "KB", description = "A knowledge base, .pl or .problog.")
    private Path path = Path.of("");

    ReplCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new BadInputException(path + ": there is no such file");
        }
        KnowledgeSession session = new KnowledgeSession(path.toString(), KnowledgeFile.read(path), console);
        Optional<Terminal> terminal = findTerminal();
        if (terminal.isEmpty()) {
            return piped(session);
        }
        try (Terminal open = terminal.get()) {
            typed(session, open);
        }
        return ExitCode.GOOD;
    }

    /** The terminal of this process, if a person types. */
    private Optional<Terminal> findTerminal() {
        if (console.in() != System.in || System.console() == null || !console.terminal()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    TerminalBuilder.builder().system(true).dumb(false).build());
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private int piped(KnowledgeSession session) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        boolean answered = true;
        for (String line = lines.readLine(); line != null && !session.isOver(); line = lines.readLine()) {
            answered &= session.execute(line, false);
        }
        return answered ? ExitCode.GOOD : ExitCode.BAD_INPUT;
    }

    private static void typed(KnowledgeSession session, Terminal terminal) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(new StringsCompleter(session.words()))
                // An atom may be written \+a.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        while (!session.isOver()) {
            try {
                session.execute(reader.readLine("?- "), true);
            } catch (UserInterruptException e) {
                // The line is given up.
                continue;
            } catch (EndOfFileException e) {
                return;
            }
        }
    }
}
