package org.deciban.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.deciban.compiler.CostReport;
import org.deciban.factorgraph.FactorGraph;

/**
 * What {@code deciban bench} measured, as text and as JSON.
 *
 * @param compileSeconds from the graph to weights and tokens, the first time in this process
 * @param propagation nanoseconds per edge and round of belief propagation without a transformer, measured by turns with the engines
 * @param leftOut engines that were not timed, each with the reason
 */
record BenchReport(
        String model,
        FactorGraph graph,
        CostReport cost,
        double compileSeconds,
        double propagation,
        List<EngineTimes> engines,
        List<String> leftOut) {

    void printJson(PrintStream out) {
        Json.print(out, json -> {
            json.text("model", model);
            json.text("unit", "nanoseconds per (factor, variable) edge and round, both messages");
            json.count("edges", graph.edgeCount());
            json.object("transformer", () -> Sizes.of(cost).write(json));
            json.count("processors", Runtime.getRuntime().availableProcessors());
            json.brief("compileSeconds", compileSeconds);
            json.object("beliefPropagation", () -> {
                json.count("threads", 1);
                json.brief("nanosecondsPerMessage", propagation);
            });
            json.array("engines", () -> {
                for (EngineTimes times : engines) {
                    json.object(() -> times.write(json, propagation));
                }
            });
            json.array("leftOut", () -> {
                for (String left : leftOut) {
                    json.text(left);
                }
            });
        });
    }

    void printText(PrintStream out) {
        Table head = new Table();
        head.row("model", model);
        head.row("graph", Facts.graph(graph) + ", " + Numbers.count(graph.edgeCount(), "edge", "edges"));
        head.row(Words.of(cost.mode()), Facts.transformer(Sizes.of(cost)));
        head.row("", Facts.rounds(cost));
        head.row("compile", seconds(compileSeconds));
        head.print(out);
        out.println();
        Table body = new Table();
        body.row(
                "",
                "ns per edge and round",
                "× BP",
                "threads",
                "sets/s",
                "sets/s in a batch",
                "prepare",
                "first answer");
        body.row("BP without a transformer", number(propagation), "1", "1", "", "", "", "");
        for (EngineTimes times : engines) {
            body.row(
                    Words.of(times.engine()),
                    number(times.nanoseconds()),
                    number(times.nanoseconds() / propagation),
                    Integer.toString(times.threads()),
                    number(times.setsPerSecond()),
                    number(times.batchSetsPerSecond()) + " (" + Numbers.count(times.batch()) + ")",
                    seconds(times.prepareSeconds()),
                    seconds(times.firstSeconds()));
        }
        body.print(out);
        if (!leftOut.isEmpty()) {
            out.println();
            leftOut.forEach(left -> out.println("left out  " + left));
        }
    }

    private static String seconds(double seconds) {
        return seconds < 1
                ? String.format(Locale.ROOT, "%.1f ms", 1e3 * seconds)
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }

    /** Three digits, which is more than a machine repeats. */
    private static String number(double x) {
        return x >= 100 ? Numbers.count(Math.round(x)) : String.format(Locale.ROOT, x < 10 ? "%.2f" : "%.1f", x);
    }
}
