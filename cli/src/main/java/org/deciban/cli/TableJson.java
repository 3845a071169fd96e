package org.deciban.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.deciban.tunnels.results.ResultTable;

/** Tables as JSON: a title, and an object for each row. */
final class TableJson {
    private TableJson() {}

    /** Prints an object with the keys tables and notes. */
    static void print(PrintStream out, List<ResultTable> tables, List<String> notes) {
        Json.print(out, json -> {
            json.array("tables", () -> {
                for (ResultTable table : tables) {
                    json.object(() -> write(json, table));
                }
            });
            json.array("notes", () -> {
                for (String note : notes) {
                    json.text(note);
                }
            });
        });
    }

    /** Writes title and rows into an object that has begun. */
    static void write(Json json, ResultTable table) throws IOException {
        json.text("title", table.title());
        json.array("rows", () -> {
            for (Map<String, Object> row : table.data()) {
                json.object(() -> cells(json, row));
            }
        });
    }

    private static void cells(Json json, Map<?, ?> cells) throws IOException {
        for (Map.Entry<?, ?> cell : cells.entrySet()) {
            String key = String.valueOf(cell.getKey());
            if (cell.getValue() instanceof Map<?, ?> inner) {
                json.object(key, () -> cells(json, inner));
            } else if (cell.getValue() instanceof Integer count) {
                json.count(key, count);
            } else if (cell.getValue() instanceof Number number) {
                json.number(key, number.doubleValue());
            } else {
                json.text(key, String.valueOf(cell.getValue()));
            }
        }
    }
}
