package org.deciban.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deciban.cli.ClaimsReport.TableResult;
import org.deciban.proofs.claims.ClaimResult;
import org.deciban.proofs.claims.Counterexample;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Part;
import org.deciban.proofs.claims.PublishedTable.Cell;
import org.deciban.proofs.claims.PublishedTable.Row;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** The catalogue as text: each claim with its parts and its smallest counterexample, each table, and a line for each last. */
final class ClaimsText {
    private static final String INDENT = "    ";
    static final String WORST =
            "worst: the largest error among the cases on which the statement had to hold; of statements about"
                    + " several quantities, or about a bound, the largest share of its bound.";

    static final String LEGEND = "Ours, its 95 % confidence interval in brackets, the published number in parentheses.";

    private static final int LABEL = 25;
    private static final int WIDTH = 120;

    private ClaimsText() {}

    static void print(PrintStream out, ClaimsReport report) {
        report.claims().forEach(result -> print(out, result));
        report.tables().forEach(table -> print(out, table));
        Table summary = new Table();
        summary.row("id", "verdict", "tries", "worst", "claim");
        for (ClaimResult result : report.claims()) {
            summary.row(
                    result.claim().id(),
                    result.verdict(),
                    Numbers.count(result.tries()),
                    result.worst().isPresent() ? Numbers.brief(result.worst().getAsDouble()) : "",
                    result.claim().title());
        }
        for (TableResult table : report.tables()) {
            summary.row(
                    table.table().id(), verdict(table), "", "", table.table().title());
        }
        summary.print(out);
        if (!report.claims().isEmpty()) {
            out.println();
            out.print(wrapped(WORST));
        }
    }

    static String verdict(TableResult table) {
        return table.result().reproduces() ? "REPRODUCED" : "NOT_REPRODUCED";
    }

    private static void print(PrintStream out, ClaimResult result) {
        out.println(result.claim().id() + "  " + result.claim().title() + ": " + result.verdict());
        TextTable facts = TextTable.forColumns(
                Help.defaultColorScheme(Help.Ansi.OFF),
                new Column(LABEL, 2, Column.Overflow.SPAN),
                new Column(WIDTH - LABEL, 0, Column.Overflow.WRAP));
        facts.addRowValues("published", result.claim().published());
        facts.addRowValues("statement", result.claim().statement());
        for (String assumption : result.claim().assumptions()) {
            facts.addRowValues("assumes", assumption);
        }
        for (Map.Entry<Part, Finding> entry : result.findings().entrySet()) {
            Finding finding = entry.getValue();
            facts.addRowValues(entry.getKey().words(), (finding.asExpected() ? "yes: " : "NO: ") + finding.summary());
        }
        out.print(facts);
        result.counterexample().ifPresent(example -> print(out, example));
        out.println();
    }

    private static void print(PrintStream out, Counterexample example) {
        String error = Double.isNaN(example.error()) ? "" : ", error " + Numbers.brief(example.error());
        out.println("  smallest counterexample to: " + example.of() + error);
        example.text().lines().forEach(line -> out.println((INDENT + line).stripTrailing()));
    }

    private static void print(PrintStream out, TableResult table) {
        out.println(table.table().id() + "  " + table.table().title() + ": " + verdict(table));
        out.println(INDENT.substring(2) + table.table().source());
        out.print(wrapped(table.result().note() + " " + LEGEND));
        Table rows = new Table();
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(table.result().columns());
        rows.row(head);
        for (Row row : table.result().rows()) {
            List<String> cells = new ArrayList<>(List.of("", row.name()));
            row.cells().forEach(cell -> cells.add(words(cell)));
            rows.row(cells);
        }
        rows.print(out);
        out.println();
    }

    private static TextTable wrapped(String text) {
        TextTable lines = TextTable.forColumns(
                Help.defaultColorScheme(Help.Ansi.OFF), new Column(WIDTH, 2, Column.Overflow.WRAP));
        lines.addRowValues(text);
        return lines;
    }

    /** {@code 8.41 [8.32, 8.51] (8.5)}: ours, its interval, the published number. */
    static String words(Cell cell) {
        StringBuilder words = new StringBuilder(Numbers.significant(cell.measured()));
        if (cell.low() < cell.high()) {
            words.append(" [")
                    .append(Numbers.significant(cell.low()))
                    .append(", ")
                    .append(Numbers.significant(cell.high()))
                    .append("]");
        }
        cell.published()
                .ifPresent(published -> words.append(" (")
                        .append(Numbers.significant(published))
                        .append(")"));
        return words.append(cell.agrees() ? "" : " DIFFERS").toString();
    }
}
