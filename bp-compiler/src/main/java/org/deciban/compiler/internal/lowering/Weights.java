package org.deciban.compiler.internal.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deciban.transformer.Matrix;

/** A weight matrix under construction, row by row. */
public final class Weights {
    private final int columns;
    private final List<SortedMap<Integer, Double>> rows = new ArrayList<>();

    /** No rows yet. */
    public Weights(int columns) {
        this.columns = columns;
    }

    /** Adds a row with these entries by column, and returns its index. */
    public int addRow(Map<Integer, Double> entries) {
        rows.add(new TreeMap<>(entries));
        return rows.size() - 1;
    }

    /** Shape {@code [rows, columns]}. */
    public Matrix build() {
        Matrix.Builder builder = Matrix.builder(rows.size(), columns);
        for (SortedMap<Integer, Double> row : rows) {
            row.forEach(builder::append);
            builder.endRow();
        }
        return builder.build();
    }

    /** Shape {@code [columns, rows]}. */
    public Matrix buildTransposed() {
        return build().transposed();
    }
}
