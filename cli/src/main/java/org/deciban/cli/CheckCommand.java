package org.deciban.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deciban.compiler.ImportedModel;
import org.deciban.compiler.ModelMismatchException;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.io.ModelFiles;
import org.deciban.proofs.certificates.Certificate;
import org.deciban.proofs.certificates.CertificateFile;
import org.deciban.proofs.recheck.CertificateCheck;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deciban check}. */
@Command(
        name = "check",
        header = "Verifies a certificate again.",
        description = {
            "",
            "The certificate holds the graph, the evidence and the bounds. The transformer is compiled from that graph, or read"
                    + " from its file, and must have the SHA-256 that is stated; posterior and forward pass are worked out again"
                    + " in decimals of 60 digits and more, by other code than wrote the certificate. Exit status 0 ACCEPTED, 1"
                    + " REJECTED, 2 if the file is no certificate.",
            "",
            "--json prints one object with the keys certificate, verdict, eps, states and problems."
        },
        footer = {
            "",
            "Examples:",
            "  deciban verify asia.bif --certify",
            "  deciban check asia.certificate.json asia.bif"
        })
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "CERT", description = "The certificate.")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "The model that it should be about. Default: the one in the certificate.")
    private @Nullable Path model;

    @Option(
            names = "--transformer",
            paramLabel = "FILE",
            description =
                    "The .safetensors file of the transformer. Default: the one that the certificate names, if it does.")
    private @Nullable Path transformer;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        requireFile(file);
        CertificateFile read = CertificateFile.read(file);
        Optional<FactorGraph> expected = Optional.empty();
        if (model != null) {
            requireFile(model);
            expected = Optional.of(ModelFiles.read(model));
        }
        Optional<FactorGraph> about = expected;
        CertificateCheck check = new Progress(console).watch("checking", () -> check(read, about));
        if (json) {
            printJson(console.out(), read, check);
        } else {
            printText(console.out(), read, check);
        }
        return check.holds() ? ExitCode.GOOD : ExitCode.REFUTED;
    }

    private CertificateCheck check(CertificateFile read, Optional<FactorGraph> expected) {
        Certificate certificate = read.certificate();
        Optional<Path> weights = Optional.ofNullable(transformer)
                .or(() -> certificate.source().file().map(Path::of));
        if (weights.isEmpty()) {
            return CertificateCheck.of(read, expected);
        }
        requireFile(weights.get());
        try {
            ImportedModel imported = ImportedModel.read(weights.get(), certificate.graph());
            return CertificateCheck.of(read, expected, imported);
        } catch (ModelMismatchException e) {
            return new CertificateCheck(java.util.List.of(String.valueOf(e.getMessage())));
        }
    }

    private static void requireFile(Path path) {
        if (Files.notExists(path)) {
            throw new BadInputException(path + ": there is no such file");
        }
        if (Files.isDirectory(path)) {
            throw new BadInputException(path + " is a directory. Maybe name a file in it?");
        }
    }

    private static String verdict(CertificateCheck check) {
        return check.holds() ? "ACCEPTED" : "REJECTED";
    }

    private void printJson(PrintStream out, CertificateFile read, CertificateCheck check) {
        Json.print(out, body -> {
            body.text("certificate", file.toString());
            body.text("verdict", verdict(check));
            body.brief("eps", read.eps());
            body.count("states", read.certificate().states().size());
            body.array("problems", () -> {
                for (String problem : check.problems()) {
                    body.text(problem);
                }
            });
        });
    }

    private void printText(PrintStream out, CertificateFile read, CertificateCheck check) {
        Certificate certificate = read.certificate();
        Table table = new Table();
        table.row("certificate", file.toString());
        table.row("graph", Facts.graph(certificate.graph()));
        table.row(
                "evidence",
                certificate.evidence().isEmpty()
                        ? "none"
                        : certificate.evidence().toString());
        table.row(
                "claim",
                "|transformer − exact posterior| ≤ " + read.eps() + " at each of "
                        + Numbers.count(certificate.states().size(), "state", "states"));
        String label = "problems";
        for (String problem : check.problems()) {
            table.row(label, problem);
            label = "";
        }
        table.row("verdict", verdict(check));
        table.print(out);
    }
}
