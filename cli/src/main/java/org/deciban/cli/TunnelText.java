package org.deciban.cli;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deciban.cli.TunnelReport.Comparison;
import org.deciban.cli.TunnelReport.ModelTables;
import org.deciban.cli.TunnelReport.Result;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.meters.Meter;
import org.deciban.tunnels.meters.PublishedMeter;
import org.deciban.tunnels.meters.PublishedValues;
import org.deciban.tunnels.meters.PublishedValues.PublishedValue;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.meters.Summary;
import org.deciban.tunnels.results.ResultTable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** A wind tunnel as text: a table of means, one of the worst places, and what follows from them. */
final class TunnelText {
    private static final int WIDTH = 120;

    private TunnelText() {}

    static void print(PrintStream out, TunnelReport report) {
        Sample sample = report.sample();
        int positions = sample.sequences().get(0).positions().length;
        out.println(sample.task().name() + ": " + Numbers.count(sample.size(), "sequence", "sequences") + " of "
                + Numbers.count(sample.sequences().get(0).tokens().length(), "token", "tokens") + ", asked at "
                + Numbers.count(positions, "position", "positions") + ", seed " + sample.seed() + "; "
                + hypotheses(sample.task().log2Hypotheses()));
        if (!report.results().isEmpty()) {
            out.println();
            means(report).print(out);
            out.println();
            worst(report).print(out);
            verdicts(out, report);
        }
        comparisons(out, report.comparisons());
        for (ModelTables tables : report.tables()) {
            for (ResultTable table : tables.tables()) {
                out.println();
                out.print(tables.model() + ": ");
                table.print(out);
            }
        }
        published(out, report);
        out.println();
        report.notes().forEach(note -> out.print(wrapped(note)));
        out.print(wrapped(PublishedMeter.NOTE));
    }

    private static String hypotheses(double log2) {
        return Double.isInfinite(log2)
                ? "its hypotheses are a continuum"
                : "2^" + String.format(Locale.ROOT, "%.1f", log2) + " hypotheses";
    }

    private static Table means(TunnelReport report) {
        Table table = new Table();
        table.row(
                "mean over positions",
                Meter.KULLBACK_LEIBLER.words(),
                Meter.TOTAL_VARIATION.words(),
                Meter.ENTROPY_ERROR.words(),
                "published meter",
                "calibration error");
        table.row("", "bits", "probability", "bits", "bits", "against posterior, labels");
        for (Result result : report.results()) {
            List<String> cells = new ArrayList<>();
            cells.add(result.name());
            for (Meter meter : Meter.values()) {
                cells.add(words(result.measured().summary(meter).mean()));
            }
            cells.add(words(result.measured().published()) + besides(report.published(result)));
            cells.add(number(result.measured().calibration().errorAgainstPosterior()) + ", "
                    + number(result.measured().calibration().errorAgainstLabels()));
            table.row(cells);
        }
        return table;
    }

    private static String besides(List<PublishedValue> published) {
        return published.isEmpty()
                ? ""
                : published.stream()
                        .map(value -> Numbers.significant(value.bits()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static Table worst(TunnelReport report) {
        Table table = new Table();
        table.row(
                "worst, at sequence:position",
                Meter.KULLBACK_LEIBLER.words(),
                Meter.TOTAL_VARIATION.words(),
                Meter.ENTROPY_ERROR.words());
        for (Result result : report.results()) {
            List<String> cells = new ArrayList<>();
            cells.add(result.name());
            for (Meter meter : Meter.values()) {
                Summary summary = result.measured().summary(meter);
                cells.add(number(summary.maximum())
                        + (summary.maximum() > 0
                                ? " at " + summary.worst().sequence() + ":"
                                        + summary.worst().position()
                                : ""));
            }
            table.row(cells);
        }
        return table;
    }

    private static void verdicts(PrintStream out, TunnelReport report) {
        List<String> lines = new ArrayList<>();
        report.results().forEach(result -> lines.addAll(verdict(report, result)));
        if (!lines.isEmpty()) {
            out.println();
            lines.forEach(line -> out.print(wrapped(line)));
        }
    }

    private static List<String> verdict(TunnelReport report, Result result) {
        List<String> lines = new ArrayList<>();
        boolean within = result.measured().isWithin(report.tolerance());
        String bound = Numbers.brief(report.tolerance());
        if (result.subject().claimsExact()) {
            lines.add(result.name() + ": " + (within ? "EXACT within " : "NOT EXACT: off by more than ") + bound
                    + (within ? ", by every meter at every position" : ""));
        } else if (within) {
            lines.add(result.name() + ": within " + bound + ", by every meter at every position");
        }
        Summary divergence = result.measured().summary(Meter.KULLBACK_LEIBLER);
        if (divergence.infinite() > 0) {
            lines.add(result.name() + ": gives 0 to what may happen, so that KL is infinite, at "
                    + Numbers.count(divergence.infinite(), "place", "places") + ", first at " + divergence.worst()
                    + (Double.isNaN(divergence.finiteMean())
                            ? ""
                            : "; the mean of the others is " + number(divergence.finiteMean())));
        }
        return lines;
    }

    private static void comparisons(PrintStream out, List<Comparison> comparisons) {
        if (comparisons.isEmpty()) {
            return;
        }
        out.println();
        for (Comparison comparison : comparisons) {
            out.println("the " + comparison.closer() + " is " + words(comparison.times()) + " times closer than the "
                    + comparison.than() + " by "
                    + comparison.meter().map(Meter::words).orElse("the published meter")
                    + (comparison.isEnough() ? "" : ": LESS THAN " + number(TunnelReport.CLOSER)));
        }
    }

    private static void published(PrintStream out, TunnelReport report) {
        List<PublishedValue> published = report.published();
        if (published.isEmpty()) {
            return;
        }
        out.println();
        String size = PublishedValues.size(report.sample().task().name());
        out.println("published, by the published meter, in bits"
                + (report.isPublishedSize() ? "" : ", for " + size + ", which is not the size above")
                + "; nothing here is tuned to it:");
        Table table = new Table();
        for (PublishedValue value : published) {
            String steps =
                    value.steps().isPresent() ? ", length " + value.steps().getAsInt() : "";
            table.row("  " + value.model() + steps, Numbers.significant(value.bits()), value.source());
        }
        table.print(out);
    }

    /** {@code 0.42 [0.40, 0.44]}. */
    private static String words(Estimate estimate) {
        String low = number(estimate.low());
        String high = number(estimate.high());
        return number(estimate.value()) + (low.equals(high) ? "" : " [" + low + ", " + high + "]");
    }

    private static String number(double x) {
        return Double.isInfinite(x)
                ? "∞"
                : Double.isNaN(x) ? "-" : x != 0 && Math.abs(x) < 1e-3 ? Numbers.brief(x) : threeDigits(x);
    }

    private static String threeDigits(double x) {
        return new BigDecimal(x).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    private static TextTable wrapped(String text) {
        TextTable lines = TextTable.forColumns(
                Help.defaultColorScheme(Help.Ansi.OFF), new Column(WIDTH, 0, Column.Overflow.WRAP));
        lines.addRowValues(text);
        return lines;
    }
}
