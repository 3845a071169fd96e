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
        return matrix();
    }

    /** Shape {@code [columns, rows]}. */
    public Matrix buildTransposed() {
        int[] start = new int[columns + 1];
        rows.forEach(row -> row.keySet().forEach(column -> start[column + 1]++));
        for (int column = 0; column < columns; column++) {
            start[column + 1] += start[column];
        }
        int[] next = start.clone();
        int[] rowOf = new int[start[columns]];
        double[] weights = new double[rowOf.length];
        for (int r = 0; r < rows.size(); r++) {
            int row = r;
            rows.get(r).forEach((column, weight) -> {
                rowOf[next[column]] = row;
                weights[next[column]++] = weight;
            });
        }
        Matrix.Builder builder = Matrix.builder(columns, rows.size());
        for (int column = 0; column < columns; column++) {
            for (int i = start[column]; i < start[column + 1]; i++) {
                builder.append(rowOf[i], weights[i]);
            }
            builder.endRow();
        }
        return builder.build();
    }

    private Matrix matrix() {
        Matrix.Builder builder = Matrix.builder(rows.size(), columns);
        for (SortedMap<Integer, Double> row : rows) {
            row.forEach(builder::append);
            builder.endRow();
        }
        return builder.build();
    }
}
