package org.deciban.heads.construct;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Subspace;

/** Matrices from the few entries that are not zero. */
final class Weights {
    private Weights() {}

    /** A matrix of so many columns, by its rows. */
    static Matrix ofRows(List<Map<Integer, Double>> rows, int columns) {
        Matrix.Builder matrix = Matrix.builder(rows.size(), columns);
        for (Map<Integer, Double> row : rows) {
            new TreeMap<>(row).forEach(matrix::append);
            matrix.endRow();
        }
        return matrix.build();
    }

    /** A matrix of so many rows, by its columns. */
    static Matrix ofColumns(List<Map<Integer, Double>> columns, int rows) {
        return ofRows(columns, rows).transposed();
    }

    /** A form that is 1 where a one-hot block holds one of some offsets. */
    static Map<Integer, Double> anyOf(Subspace block, Iterable<Integer> offsets) {
        return anyOf(block, offsets, 1);
    }

    /** The same with another number in the place of 1. */
    static Map<Integer, Double> anyOf(Subspace block, Iterable<Integer> offsets, double number) {
        Map<Integer, Double> form = new TreeMap<>();
        offsets.forEach(offset -> form.put(block.at(offset), number));
        return form;
    }
}
