package org.deciban.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.deciban.heads.catalogue.CatalogueEntry;
import org.deciban.heads.catalogue.Effect;
import org.deciban.heads.catalogue.MemoryTable;
import org.deciban.heads.catalogue.MemoryTable.Pair;
import org.deciban.heads.catalogue.Reading;

/** The catalogue of heads as text and as JSON. */
record HeadsReport(long seed, List<CatalogueEntry> entries, List<Effect> effects, List<MemoryTable.Row> memory) {
    HeadsReport {
        entries = List.copyOf(entries);
        effects = List.copyOf(effects);
        memory = List.copyOf(memory);
    }

    boolean isAsPredicted() {
        return entries.stream().allMatch(CatalogueEntry::isAsPredicted)
                && effects.stream().allMatch(effect -> effect.difference() <= CatalogueEntry.TOLERANCE)
                && memory.stream().allMatch(row -> row.difference() <= CatalogueEntry.TOLERANCE);
    }

    void printText(PrintStream out) {
        Table tasks = new Table();
        tasks.row("HEAD", "INPUTS", "TOKENS", "ERROR", "TASK");
        for (CatalogueEntry entry : entries) {
            tasks.row(
                    entry.name(),
                    Numbers.count(entry.inputs()),
                    "≤ " + entry.longest(),
                    Numbers.brief(entry.worstError()),
                    entry.task());
        }
        tasks.print(out);
        out.println();
        Table scores = new Table();
        scores.row("HEAD", "SCORE", "β", "PREDICTED", "MEASURED", "APART", "CHANCE");
        for (CatalogueEntry entry : entries) {
            for (Reading reading : entry.readings()) {
                scores.row(
                        entry.name() + ", " + reading.head(),
                        reading.score(),
                        Numbers.significant(reading.price()),
                        number(reading.predicted()),
                        number(reading.measured()),
                        Numbers.brief(reading.difference()),
                        Double.isNaN(reading.chance()) ? "-" : number(reading.chance()));
            }
        }
        scores.print(out);
        out.println(
                "CHANCE is the score of attention that is all alike; of attachment, that of the best fixed offset.");
        out.println();
        Table interventions = new Table();
        interventions.row("INTERVENTION", "MEASURE", "BEFORE", "PREDICTED", "AFTER");
        for (Effect effect : effects) {
            interventions.row(
                    effect.intervention(),
                    effect.measure(),
                    number(effect.before()),
                    number(effect.predicted()),
                    number(effect.after()));
        }
        interventions.print(out);
        out.println();
        Table filling = new Table();
        filling.row(
                "FACTS", "β", "DETECTOR", "HELD: RIGHT", "HELD: UNKNOWN", "NOT HELD: AN OBJECT", "NOT HELD: UNKNOWN");
        for (MemoryTable.Row row : memory) {
            filling.row(
                    row.facts() + " of " + row.subjects(),
                    Numbers.significant(row.price()),
                    row.detects() ? "yes" : "no",
                    number(row.right().measured()),
                    number(row.falseAlarm().measured()),
                    number(row.fluent().measured()),
                    number(row.unknown().measured()));
        }
        filling.print(out);
        out.println();
        out.println(
                isAsPredicted()
                        ? "Every task was done without error, and every number is as predicted to 1e-9."
                        : "NOT AS PREDICTED: see the columns ERROR, APART and AFTER.");
    }

    /** Six digits; what is below 1e-12 is rounding. */
    private static String number(double value) {
        return Math.abs(value) < 1e-12 ? "0" : Numbers.significant(value);
    }

    void printJson(PrintStream out) {
        Json.print(out, json -> {
            json.flag("asPredicted", isAsPredicted());
            json.count("seed", seed);
            json.array("heads", () -> {
                for (CatalogueEntry entry : entries) {
                    json.object(() -> write(json, entry));
                }
            });
            json.array("interventions", () -> {
                for (Effect effect : effects) {
                    json.object(() -> {
                        json.text("intervention", effect.intervention());
                        json.text("measure", effect.measure());
                        json.number("before", effect.before());
                        json.number("predicted", effect.predicted());
                        json.number("after", effect.after());
                    });
                }
            });
            json.array("memory", () -> {
                for (MemoryTable.Row row : memory) {
                    json.object(() -> write(json, row));
                }
            });
        });
    }

    private static void write(Json json, CatalogueEntry entry) throws IOException {
        json.text("name", entry.name());
        json.text("task", entry.task());
        json.count("inputs", entry.inputs());
        json.count("longest", entry.longest());
        json.number("worstError", entry.worstError());
        json.flag("asPredicted", entry.isAsPredicted());
        json.array("scores", () -> {
            for (Reading reading : entry.readings()) {
                json.object(() -> {
                    json.text("head", reading.head());
                    json.text("score", reading.score());
                    json.number("price", reading.price());
                    json.number("predicted", reading.predicted());
                    json.number("measured", reading.measured());
                    json.number("chance", reading.chance());
                });
            }
        });
    }

    private static void write(Json json, MemoryTable.Row row) throws IOException {
        json.count("facts", row.facts());
        json.count("subjects", row.subjects());
        json.number("price", row.price());
        json.flag("detector", row.detects());
        pair(json, "heldRight", row.right());
        pair(json, "heldUnknown", row.falseAlarm());
        pair(json, "notHeldAnObject", row.fluent());
        pair(json, "notHeldUnknown", row.unknown());
    }

    private static void pair(Json json, String key, Pair pair) throws IOException {
        json.object(key, () -> {
            json.number("predicted", pair.predicted());
            json.number("measured", pair.measured());
        });
    }
}
