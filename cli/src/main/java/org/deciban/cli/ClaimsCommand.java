package org.deciban.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.PublishedTable;
import org.deciban.proofs.claims.Tries;
import org.deciban.proofs.claims.catalogue.Catalogue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deciban claims}. */
@Command(
        name = "claims",
        header = "Runs the catalogue of claims and prints a verdict for each.",
        description = {
            "",
            "A claim is run in four parts: it holds on cases drawn at random; those cases are of the kinds that could refute it;"
                    + " without one of its assumptions it is false, with a counterexample; and a planted fault is noticed. One that is"
                    + " false as published has a fifth, which shows it. The verdict is the status that the catalogue gives it if"
                    + " every part came out so, and NOT_CONFIRMED otherwise; the exit status is 1 then. Tables of the literature are"
                    + " computed again beside the published numbers.",
            "",
            "Counterexamples are the smallest found. Those that are graphs are printed as files that the other commands read.",
            "",
            "--json prints one object with the keys seed, tries, claims and tables."
        },
        footer = {
            "",
            "Examples:",
            "  deciban claims",
            "  deciban claims A2 A4 --tries 1000",
            "  deciban claims B1 B2 B3",
            "  deciban claims --html claims.html"
        })
final class ClaimsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Claims and tables to run. Default: all.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--tries",
            paramLabel = "N",
            converter = WholeNumbers.Samples.class,
            description = "Cases to draw in each part; parts whose cases are large draw fewer. Default: 200.")
    private int tries = Tries.DEFAULT.count();

    @Option(names = "--seed", paramLabel = "N", description = "Of the drawn cases. Default: 1.")
    private long seed = Tries.DEFAULT.seed();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page that needs no other file, too.")
    private @Nullable Path html;

    ClaimsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (tries < 1) {
            throw new BadInputException("--tries is 0, and at least one case must be drawn");
        }
        ClaimsSelection selection = ClaimsSelection.of(ids);
        Tries asked = new Tries(seed, tries);
        ClaimsReport report = new Progress(console)
                .watch("claims", selection.size(), step -> ClaimsReport.run(selection, asked, step));
        if (html != null) {
            write(html, ClaimsPage.of(report));
        }
        if (json) {
            report.printJson(console.out());
        } else {
            ClaimsText.print(console.out(), report);
        }
        return report.isConfirmed() ? ExitCode.GOOD : ExitCode.REFUTED;
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** What is run, in the order of the catalogue. */
    record ClaimsSelection(List<ClaimSuite> claims, List<PublishedTable> tables) {
        /**
         * @param ids in any case; none stands for all
         * @throws BadInputException if one of them is unknown
         */
        static ClaimsSelection of(List<String> ids) {
            List<String> known = new ArrayList<>();
            Catalogue.claims().forEach(suite -> known.add(suite.claim().id()));
            Catalogue.tables().forEach(table -> known.add(table.id()));
            for (String id : ids) {
                if (known.stream().noneMatch(id::equalsIgnoreCase)) {
                    throw new BadInputException(
                            "'" + id + "' is no claim or table. Maybe one of " + String.join(", ", known) + "?");
                }
            }
            return new ClaimsSelection(
                    Catalogue.claims().stream()
                            .filter(suite -> isAsked(ids, suite.claim().id()))
                            .toList(),
                    Catalogue.tables().stream()
                            .filter(table -> isAsked(ids, table.id()))
                            .toList());
        }

        private static boolean isAsked(List<String> ids, String id) {
            return ids.isEmpty() || ids.stream().anyMatch(id::equalsIgnoreCase);
        }

        int size() {
            return claims.size() + tables.size();
        }
    }
}
