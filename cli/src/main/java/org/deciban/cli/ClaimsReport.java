package org.deciban.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deciban.cli.ClaimsCommand.ClaimsSelection;
import org.deciban.proofs.claims.ClaimResult;
import org.deciban.proofs.claims.Counterexample;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Part;
import org.deciban.proofs.claims.PublishedTable;
import org.deciban.proofs.claims.Status;
import org.deciban.proofs.claims.Tries;

/** What {@code deciban claims} found; {@link ClaimsText} and {@link ClaimsPage} show it. */
record ClaimsReport(Tries tries, List<ClaimResult> claims, List<TableResult> tables) {
    /** A table and what came of computing it. */
    record TableResult(PublishedTable table, PublishedTable.Result result) {}

    /** Runs on every processor; the results do not depend on how many there are. */
    static ClaimsReport run(ClaimsSelection selection, Tries tries, Runnable step) {
        List<ClaimResult> claims = selection.claims().parallelStream()
                .map(suite -> {
                    ClaimResult result = ClaimResult.of(suite, tries);
                    step.run();
                    return result;
                })
                .toList();
        List<TableResult> tables = selection.tables().parallelStream()
                .map(table -> {
                    TableResult result = new TableResult(table, table.run(tries));
                    step.run();
                    return result;
                })
                .toList();
        return new ClaimsReport(tries, claims, tables);
    }

    /** Whether every claim is as the catalogue says, and every published number agrees with ours. */
    boolean isConfirmed() {
        return claims.stream().allMatch(ClaimResult::isConfirmed)
                && tables.stream().allMatch(table -> table.result().reproduces());
    }

    void printJson(PrintStream out) {
        Json.print(out, json -> {
            json.count("seed", tries.seed());
            json.count("tries", tries.count());
            json.array("claims", () -> {
                for (ClaimResult result : claims) {
                    json.object(() -> write(json, result));
                }
            });
            json.array("tables", () -> {
                for (TableResult table : tables) {
                    json.object(() -> write(json, table));
                }
            });
        });
    }

    private static void write(Json json, ClaimResult result) throws IOException {
        json.text("id", result.claim().id());
        json.text("title", result.claim().title());
        json.text("published", result.claim().published());
        json.text("statement", result.claim().statement());
        json.array("assumptions", () -> {
            for (String assumption : result.claim().assumptions()) {
                json.text(assumption);
            }
        });
        json.text("source", result.claim().source());
        json.array("status", () -> {
            for (Status status : result.claim().status()) {
                json.text(status.name());
            }
        });
        json.text("verdict", result.verdict());
        json.count("tries", result.tries());
        json.number("worst", result.worst());
        write(json, result.counterexample());
        json.array("parts", () -> {
            for (Map.Entry<Part, Finding> entry : result.findings().entrySet()) {
                json.object(() -> write(json, entry.getKey(), entry.getValue()));
            }
        });
    }

    private static void write(Json json, Part part, Finding finding) throws IOException {
        json.text("part", part.words());
        json.flag("asExpected", finding.asExpected());
        json.text("summary", finding.summary());
        json.count("tries", finding.tries());
        json.number("worst", finding.worst());
        write(json, finding.counterexample());
    }

    private static void write(Json json, Optional<Counterexample> example) throws IOException {
        if (example.isEmpty()) {
            json.nothing("counterexample");
            return;
        }
        json.object("counterexample", () -> {
            json.text("of", example.get().of());
            json.text("text", example.get().text());
            json.brief("error", example.get().error());
        });
    }

    private static void write(Json json, TableResult table) throws IOException {
        json.text("id", table.table().id());
        json.text("title", table.table().title());
        json.text("source", table.table().source());
        json.text("note", table.result().note());
        json.flag("reproduces", table.result().reproduces());
        json.array("columns", () -> {
            for (String column : table.result().columns()) {
                json.text(column);
            }
        });
        json.array("rows", () -> {
            for (PublishedTable.Row row : table.result().rows()) {
                json.object(() -> {
                    json.text("name", row.name());
                    json.array("cells", () -> {
                        for (PublishedTable.Cell cell : row.cells()) {
                            json.object(() -> write(json, cell));
                        }
                    });
                });
            }
        });
    }

    private static void write(Json json, PublishedTable.Cell cell) throws IOException {
        json.number("measured", cell.measured());
        json.number("low", cell.low());
        json.number("high", cell.high());
        json.number("published", cell.published());
        json.flag("agrees", cell.agrees());
    }
}
