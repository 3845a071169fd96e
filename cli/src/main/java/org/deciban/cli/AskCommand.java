package org.deciban.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.ProgramReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deciban ask}. */
@Command(
        name = "ask",
        header = "Asks a knowledge base, and gets a probability or the reason why there is none.",
        description = {
            "",
            "What the question depends on is grounded, compiled into a transformer whose forward pass is exact, and run. A question"
                    + " that names a predicate or constant which the knowledge base does not is not grounded: it gets no number,"
                    + " and the exit status is 2, as it is if the evidence is true in no world. What can be said and is not"
                    + " derivable has probability 0.",
            "",
            "--why says what carries the answer, in decibans, which are 10 log10 of odds: what each observation adds, and how many"
                    + " decibans the answer would be lower without each clause.",
            "",
            "--json prints one object with the keys model, question, evidence and answers."
        },
        footer = {
            "",
            "Examples:",
            "  deciban ask dating.pl 'date(jack,jill)'",
            "  deciban ask dating.pl 'date(jack,jill)' --evidence 'likes(jack,jill)' --why",
            "  deciban ask smokers.pl 'smokes(X)' --json",
            "  deciban ask smokers.pl 'asthma(ann)' --certify"
        })
final class AskCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "KB", description = "A knowledge base, .pl or .problog.")
    private Path path = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "QUESTION",
            description = "An atom; with variables it asks for every atom of that form that may be true.")
    private String question = "";

    @Option(
            names = "--evidence",
            paramLabel = "ATOM,ATOM",
            description =
                    "Atoms that are true, or false with \\\\+ before them, besides those of the evidence directives. May be repeated.")
    private List<String> evidence = new ArrayList<>();

    @Option(names = "--why", description = "Say what carries the answer.")
    private boolean why;

    @Option(
            names = "--certify",
            description =
                    "Prove, by intervals and exact rationals, how far each number is from the exact posterior at most, and write"
                            + " the certificate of the transformer. Of one question, which may have variables.")
    private boolean certify;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description =
                    "Where --certify writes the certificate, which 'deciban check' verifies again; asks for --certify."
                            + " Default: the name of KB with .certificate.json, in the current directory.")
    private @Nullable Path certificate;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    AskCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!Files.isRegularFile(path)) {
            throw new BadInputException(path + ": there is no such file");
        }
        KnowledgeBase base = KnowledgeFile.read(path);
        List<Query> questions = ProgramReader.parseQueries(question, "the question");
        List<Observation> more = KnowledgeFile.observations(evidence);
        boolean certified = certify || certificate != null;
        if (certified && questions.size() > 1) {
            throw new BadInputException("--certify takes one question, and these are " + questions.size()
                    + ". Maybe ask them one by one, or with a variable?");
        }
        String name = path.toString();
        AskReport report = new Progress(console)
                .watch(
                        certified ? "asking and proving" : "asking",
                        () -> certified
                                ? AskReport.certified(name, question, base, questions.get(0), more, why)
                                : AskReport.of(name, question, base, questions, more, why));
        report.certificate().ifPresent(proved -> CertifyOptions.write(proved, certificate, name, console));
        if (json) {
            report.printJson(console.out());
        } else {
            report.printText(console.out());
        }
        return report.isGrounded() ? ExitCode.GOOD : ExitCode.BAD_INPUT;
    }
}
