package org.deciban.proofs.claims;

import java.util.List;
import java.util.OptionalDouble;

/** A table of the literature, computed again. */
public interface PublishedTable {
    /** A letter and a number, {@code B1}; the page is {@code docs/claims/B1.md}. */
    String id();

    /** A few words. */
    String title();

    /** Where it was published. */
    String source();

    /** Computes it. The seed is ours, and the number of trials is the published one, whatever the tries say. */
    Result run(Tries tries);

    /**
     * A table.
     *
     * @param columns their heads; the first is that of the row names
     */
    record Result(List<String> columns, List<Row> rows) {
        /** Copies the lists. */
        public Result {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        /** Whether every published number lies within its interval. */
        public boolean reproduces() {
            return rows.stream().flatMap(row -> row.cells().stream()).allMatch(Cell::reproduces);
        }
    }

    /**
     * A row.
     *
     * @param name what it is about
     * @param cells one for each column but the first
     */
    record Row(String name, List<Cell> cells) {
        /** Copies the list. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A number beside the published one.
     *
     * @param measured with our seed
     * @param low lower end of the interval in which the published number is expected, sampling errors of both included
     * @param high its upper end
     * @param published empty where none was
     */
    record Cell(double measured, double low, double high, OptionalDouble published) {
        /** Whether the published number lies in the interval, or there is none. */
        public boolean reproduces() {
            return published.isEmpty() || (published.getAsDouble() >= low && published.getAsDouble() <= high);
        }
    }
}
