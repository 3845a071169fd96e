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

    /** Computes it, with random numbers of our own. */
    Result run(Tries tries);

    /**
     * A table.
     *
     * @param note what the numbers are, and from how many trials
     * @param columns their heads; the first is that of the row names
     */
    record Result(String note, List<String> columns, List<Row> rows) {
        /** Copies the lists. */
        public Result {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        /** Whether every number agrees with the published one. */
        public boolean reproduces() {
            return rows.stream().flatMap(row -> row.cells().stream()).allMatch(Cell::agrees);
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
     * @param measured ours
     * @param low lower end of its 95 % confidence interval; the number itself where nothing is drawn at random
     * @param high upper end
     * @param published empty where none was
     * @param agrees whether both can be of one quantity; see the table for the test
     */
    record Cell(double measured, double low, double high, OptionalDouble published, boolean agrees) {
        /** A number that has to stay within a bound, and was not published. */
        public static Cell bounded(double measured, double bound) {
            return new Cell(measured, measured, measured, OptionalDouble.empty(), measured <= bound);
        }

        /** A number without sampling error, beside one that was published with a number of decimals. */
        public static Cell rounded(double measured, double published, int decimals) {
            boolean agrees = Math.abs(measured - published) <= 0.5 * Math.pow(10, -decimals) * (1 + 1e-9);
            return new Cell(measured, measured, measured, OptionalDouble.of(published), agrees);
        }
    }
}
