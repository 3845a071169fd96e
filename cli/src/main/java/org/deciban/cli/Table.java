package org.deciban.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells, printed with every column as wide as its widest cell; the last cell of a row takes no part in that. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    void row(String... cells) {
        row(List.of(cells));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    void print(PrintStream out) {
        List<Integer> widths = widths();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                line.append(row.get(c));
                if (c < row.size() - 1) {
                    line.append(" ".repeat(widths.get(c) - width(row.get(c)))).append(GAP);
                }
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int c = 0; c < row.size() - 1; c++) {
                if (c == widths.size()) {
                    widths.add(0);
                }
                widths.set(c, Math.max(widths.get(c), width(row.get(c))));
            }
        }
        return widths;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
