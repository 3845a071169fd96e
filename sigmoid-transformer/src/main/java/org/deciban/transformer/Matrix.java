package org.deciban.transformer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * An immutable real matrix, stored by compressed rows.
 *
 * <p>Constructed weights and tokens are almost all zeros, so only the entries that are not zero take memory (12 bytes
 * each). What is stored is a matter of space alone: every entry has a value, and an absent one is +0.0.
 */
public final class Matrix {
    /** Virtual machines have arrays of a few entries less than the largest int. */
    private static final int MOST_ENTRIES = Integer.MAX_VALUE - 8;

    private final int rows;
    private final int columns;
    private final int[] rowStart;
    private final int[] columnOf;
    private final double[] values;

    private Matrix(int rows, int columns, int[] rowStart, int[] columnOf, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.rowStart = rowStart;
        this.columnOf = columnOf;
        this.values = values;
    }

    /** A matrix of zeros. */
    public static Matrix zeros(int rows, int columns) {
        return builder(rows, columns).build();
    }

    /** The identity, shape {@code [size, size]}. */
    public static Matrix identity(int size) {
        Builder builder = builder(size, size, size);
        for (int i = 0; i < size; i++) {
            builder.append(i, 1).endRow();
        }
        return builder.build();
    }

    /**
     * A matrix from its entries in row-major order, copied.
     *
     * @throws IllegalArgumentException if there are not {@code rows · columns} entries, or one is NaN or infinite
     */
    public static Matrix ofRowMajor(int rows, int columns, double[] entries) {
        if (entries.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "a matrix of shape [" + rows + ", " + columns + "] given " + entries.length + " entries");
        }
        Builder builder = builder(rows, columns);
        for (int r = 0, i = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++, i++) {
                builder.append(c, entries[i]);
            }
            builder.endRow();
        }
        return builder.build();
    }

    /** A builder that takes the entries row by row. */
    public static Builder builder(int rows, int columns) {
        return new Builder(rows, columns, 16);
    }

    /**
     * The same for so many entries that are not zero; more or fewer do, but these take no copy on the way.
     *
     * @throws IllegalArgumentException if the entries are negative, or more than an array holds
     */
    public static Builder builder(int rows, int columns, long entries) {
        if (entries < 0 || entries > MOST_ENTRIES) {
            throw new IllegalArgumentException("a matrix has from 0 to " + MOST_ENTRIES
                    + " entries that are not zero, got " + entries + ". Maybe the model is too large?");
        }
        return new Builder(rows, columns, (int) entries);
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The number of columns. */
    public int columns() {
        return columns;
    }

    /** The number of stored entries: those that are not zero. */
    public int nonZeros() {
        return values.length;
    }

    /** The entry at a row and column, from 0. */
    public double get(int row, int column) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            throw new IndexOutOfBoundsException("entry (" + row + ", " + column + ") of a matrix of shape " + shape());
        }
        int at = Arrays.binarySearch(columnOf, rowStart[row], rowStart[row + 1], column);
        return at < 0 ? 0.0 : values[at];
    }

    /** Visits the stored entries of a row, by ascending column. */
    public void forEachInRow(int row, EntryVisitor visitor) {
        for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
            visitor.visit(columnOf[i], values[i]);
        }
    }

    /** Adds a row, scattered, to {@code target[offset …]}. */
    public void addRowTo(int row, double[] target, int offset) {
        for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
            target[offset + columnOf[i]] += values[i];
        }
    }

    /** The product of a row with {@code vector[offset … offset + columns)}, summed by ascending column. */
    public double dotRow(int row, double[] vector, int offset) {
        double sum = 0;
        for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
            sum += values[i] * vector[offset + columnOf[i]];
        }
        return sum;
    }

    /** All entries in row-major order, as a fresh array of length {@code rows · columns}. */
    public double[] toRowMajor() {
        double[] dense = new double[Math.multiplyExact(rows, columns)];
        for (int r = 0; r < rows; r++) {
            addRowTo(r, dense, r * columns);
        }
        return dense;
    }

    /** The transpose, shape {@code [columns, rows]}. */
    public Matrix transposed() {
        int[] start = new int[columns + 1];
        for (int column : columnOf) {
            start[column + 1]++;
        }
        for (int column = 0; column < columns; column++) {
            start[column + 1] += start[column];
        }
        int[] next = start.clone();
        int[] rowOf = new int[values.length];
        double[] entries = new double[values.length];
        for (int row = 0; row < rows; row++) {
            for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
                int to = next[columnOf[i]]++;
                rowOf[to] = row;
                entries[to] = values[i];
            }
        }
        return new Matrix(columns, rows, start, rowOf, entries);
    }

    /**
     * The sum of two matrices of the same shape.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public Matrix plus(Matrix other) {
        other.requireShape("the matrix added", rows, columns);
        Builder sum = builder(rows, columns);
        for (int r = 0; r < rows; r++) {
            int i = rowStart[r];
            int j = other.rowStart[r];
            while (i < rowStart[r + 1] || j < other.rowStart[r + 1]) {
                int left = i < rowStart[r + 1] ? columnOf[i] : columns;
                int right = j < other.rowStart[r + 1] ? other.columnOf[j] : columns;
                double value = (left <= right ? values[i++] : 0) + (right <= left ? other.values[j++] : 0);
                sum.append(Math.min(left, right), value);
            }
            sum.endRow();
        }
        return sum.build();
    }

    /**
     * This matrix with some entries replaced.
     *
     * @param cells which, each once: rows are their tokens, columns their dimensions
     * @param replacements the new entries, in the order of the cells
     * @throws IllegalArgumentException if a replacement is NaN or infinite
     */
    public Matrix with(List<Cell> cells, double[] replacements) {
        Integer[] order = new Integer[cells.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingInt(i -> cells.get(i).token())
                        .thenComparingInt(i -> cells.get(i).dimension()));
        Builder result = builder(rows, columns);
        int next = 0;
        for (int r = 0; r < rows; r++) {
            int i = rowStart[r];
            while (i < rowStart[r + 1]
                    || next < order.length && cells.get(order[next]).token() == r) {
                boolean replacing =
                        next < order.length && cells.get(order[next]).token() == r;
                int replaced = replacing ? cells.get(order[next]).dimension() : columns;
                int kept = i < rowStart[r + 1] ? columnOf[i] : columns;
                if (replaced <= kept) {
                    result.append(replaced, replacements[order[next++]]);
                    i += replaced == kept ? 1 : 0;
                } else {
                    result.append(kept, values[i++]);
                }
            }
            result.endRow();
        }
        return result.build();
    }

    /** The shape as messages print it: {@code [rows, columns]}. */
    public String shape() {
        return "[" + rows + ", " + columns + "]";
    }

    /**
     * This matrix, if it has the shape wanted.
     *
     * @throws IllegalArgumentException naming the matrix, the shape wanted and the one it has
     */
    Matrix requireShape(String name, int wantedRows, int wantedColumns) {
        if (rows != wantedRows || columns != wantedColumns) {
            throw new IllegalArgumentException(
                    name + " must have shape [" + wantedRows + ", " + wantedColumns + "], got " + shape());
        }
        return this;
    }

    /** Equal when shape and every entry are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix that
                && columns == that.columns
                && Arrays.equals(rowStart, that.rowStart)
                && Arrays.equals(columnOf, that.columnOf)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(rowStart) + Arrays.hashCode(columnOf)) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Matrix" + shape() + " with " + nonZeros() + " entries that are not zero";
    }

    /** Receives the entries of a row. */
    @FunctionalInterface
    public interface EntryVisitor {
        /** One stored entry. */
        void visit(int column, double value);
    }

    /** Takes entries row by row, columns ascending within a row; rows not begun are zero. */
    public static final class Builder {
        private final int columns;
        private int[] rowStart;
        private int row;
        private int count;
        private int lastColumn = -1;
        private boolean shared;
        private int[] columnOf;
        private double[] values;

        private Builder(int rows, int columns, int entries) {
            if (rows < 0 || columns < 0) {
                throw new IllegalArgumentException("a matrix cannot have shape [" + rows + ", " + columns + "]");
            }
            this.columns = columns;
            this.rowStart = new int[rows + 1];
            this.columnOf = new int[entries];
            this.values = new double[entries];
        }

        /**
         * Adds an entry to the current row; zeros are passed over.
         *
         * @throws IllegalArgumentException if all rows have ended, the column is not right of the last one, outside the
         *     matrix, or the value is NaN or infinite
         */
        public Builder append(int column, double value) {
            requireRow();
            unshare();
            if (column <= lastColumn || column >= columns) {
                throw new IllegalArgumentException("column " + column + " after column " + lastColumn + " in a row of "
                        + columns + "; columns ascend");
            }
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "entry (" + row + ", " + column + ") is " + value + "; entries are finite");
            }
            lastColumn = column;
            if (value != 0) {
                if (count == values.length) {
                    int more = (int) Math.min(MOST_ENTRIES, 2L * count + 16);
                    columnOf = Arrays.copyOf(columnOf, more);
                    values = Arrays.copyOf(values, more);
                }
                columnOf[count] = column;
                values[count++] = value;
            }
            return this;
        }

        /**
         * Ends the current row.
         *
         * @throws IllegalArgumentException if all rows have ended
         */
        public Builder endRow() {
            requireRow();
            unshare();
            rowStart[++row] = count;
            lastColumn = -1;
            return this;
        }

        private void requireRow() {
            if (row == rowStart.length - 1) {
                throw new IllegalArgumentException("all " + row + " rows of the matrix have ended");
            }
        }

        /** The matrix. */
        public Matrix build() {
            Arrays.fill(rowStart, Math.min(row + 1, rowStart.length), rowStart.length, count);
            if (count < values.length) {
                columnOf = Arrays.copyOf(columnOf, count);
                values = Arrays.copyOf(values, count);
            }
            shared = true;
            return new Matrix(rowStart.length - 1, columns, rowStart, columnOf, values);
        }

        /** A builder that goes on after a matrix was built leaves that matrix its arrays. */
        private void unshare() {
            if (shared) {
                rowStart = rowStart.clone();
                columnOf = columnOf.clone();
                values = values.clone();
                shared = false;
            }
        }
    }
}
