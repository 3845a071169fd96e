package org.deciban.tunnels.results;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.tunnels.meters.Estimate;

/**
 * A titled table: text for people, values for machines.
 *
 * <p>A cell is a {@link String}, an {@link Integer}, a {@link Double} or an {@link Estimate}. Immutable.
 */
public final class ResultTable {
    private static final String GAP = "  ";

    private final String title;
    private final List<String> columns;
    private final List<List<Object>> rows;
    private final List<String> notes;

    private ResultTable(String title, List<String> columns, List<List<Object>> rows, List<String> notes) {
        this.title = title;
        this.columns = columns;
        this.rows = rows;
        this.notes = notes;
    }

    /** Collects rows. */
    public static final class Builder {
        private final String title;
        private final List<String> columns;
        private final List<List<Object>> rows = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        private Builder(String title, List<String> columns) {
            this.title = title;
            this.columns = columns;
        }

        /**
         * Adds a row.
         *
         * @throws IllegalArgumentException if there is not one cell for each column, or a cell is of another type
         */
        public Builder row(Object... cells) {
            if (cells.length != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of the table " + title + " must have " + columns.size() + " cells, got " + cells.length);
            }
            for (Object cell : cells) {
                if (!(cell instanceof String
                        || cell instanceof Integer
                        || cell instanceof Double
                        || cell instanceof Estimate)) {
                    throw new IllegalArgumentException("a cell of the table " + title
                            + " must be text, a number or an estimate, got " + cell.getClass());
                }
            }
            rows.add(List.of(cells));
            return this;
        }

        /** Adds a line below the table. */
        public Builder note(String line) {
            notes.add(line);
            return this;
        }

        /** The table. */
        public ResultTable build() {
            return new ResultTable(title, columns, List.copyOf(rows), List.copyOf(notes));
        }
    }

    /** A table with these columns. */
    public static Builder of(String title, String... columns) {
        return new Builder(title, List.of(columns));
    }

    /** What it is about. */
    public String title() {
        return title;
    }

    /** The names of the columns. */
    public List<String> columns() {
        return columns;
    }

    /** Lines below the table. */
    public List<String> notes() {
        return notes;
    }

    /**
     * The rows as maps from a column to a text, a number, or a map of {@code value}, {@code low} and {@code high}. Numbers that are
     * not finite are left out.
     */
    public List<Map<String, Object>> data() {
        List<Map<String, Object>> data = new ArrayList<>();
        for (List<Object> row : rows) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int column = 0; column < columns.size(); column++) {
                put(values, columns.get(column), row.get(column));
            }
            data.add(values);
        }
        return data;
    }

    private static void put(Map<String, Object> values, String key, Object cell) {
        if (cell instanceof Estimate estimate) {
            Map<String, Object> ends = new LinkedHashMap<>();
            put(ends, "value", estimate.value());
            put(ends, "low", estimate.low());
            put(ends, "high", estimate.high());
            values.put(key, ends);
        } else if (!(cell instanceof Double number) || Double.isFinite(number)) {
            values.put(key, cell);
        }
    }

    /** Prints title, columns, rows and notes. */
    public void print(PrintStream out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        for (List<Object> row : rows) {
            lines.add(row.stream().map(ResultTable::text).toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], width(line.get(column)));
            }
        }
        out.println(title);
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = line.get(column);
                text.append(GAP).append(cell).append(" ".repeat(widths[column] - width(cell)));
            }
            out.println(text.toString().stripTrailing());
        }
        notes.forEach(note -> out.println(GAP + note));
    }

    private static String text(Object cell) {
        if (cell instanceof Estimate estimate) {
            return Figures.of(estimate);
        }
        return cell instanceof Double number ? Figures.of(number) : cell.toString();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
