package org.deciban.compiler.internal.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deciban.transformer.Matrix;

/** A weight matrix under construction, row by row. */
final class Weights {
    private final int columns;
    private final List<SortedMap<Integer, Double>> rows = new ArrayList<>();

    Weights(int columns) {
        this.columns = columns;
    }

    /** Adds a row with these entries by column, and returns its index. */
    int addRow(Map<Integer, Double> entries) {
        rows.add(new TreeMap<>(entries));
        return rows.size() - 1;
    }

    Matrix build() {
        return matrix(rows, columns);
    }

    Matrix buildTransposed() {
        List<SortedMap<Integer, Double>> transposed = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            transposed.add(new TreeMap<>());
        }
        for (int r = 0; r < rows.size(); r++) {
            int row = r;
            rows.get(r).forEach((column, weight) -> transposed.get(column).put(row, weight));
        }
        return matrix(transposed, rows.size());
    }

    private static Matrix matrix(List<SortedMap<Integer, Double>> rows, int columns) {
        Matrix.Builder builder = Matrix.builder(rows.size(), columns);
        for (SortedMap<Integer, Double> row : rows) {
            row.forEach(builder::append);
            builder.endRow();
        }
        return builder.build();
    }
}
