package org.deciban.transformer.nd4j;

import org.deciban.transformer.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a forward pass does besides matrix products. Arrays are column-major and no views; a token or a query is a column.
 * Where columns are given, others are left alone.
 */
interface Arithmetic {
    /** Whether blocks of columns should be worked on by several threads of Java at once. */
    boolean inParallel();

    /**
     * Replaces every column x of the first {@code columns} by {@code e^(x − max x)}: scores by attention weights that lack
     * their division by a sum. What lies more than 708.1 below the maximum becomes exactly 0.
     *
     * @param scores shape {@code [keys, ≥ columns]}
     * @return the reciprocal sum of each column; NaN where a score is NaN or +∞
     */
    INDArray exponentiate(INDArray scores, int columns);

    /**
     * Writes {@code values · factor}, column by column, into a part of {@code target}.
     *
     * @param values shape {@code [rows, ≥ columns]}
     * @param factors of each column, as {@link #exponentiate} returns
     */
    void place(INDArray values, int columns, INDArray factors, INDArray target, int row, int column);

    /** {@code hidden ← φ(hidden + bias)} in the first columns. */
    void activate(INDArray hidden, int columns, double[] bias, Activation activation);

    /** {@code stream[:, from …] += update + bias} for the first {@code columns} columns of the update. */
    void add(INDArray stream, int from, INDArray update, int columns, double[] bias);

    /** The first place from {@code from} on, counted column by column, at which an array is not finite; −1 if none. */
    long firstNotFinite(INDArray array);

    /** Entries, counted column by column, as an array of Java. */
    double[] read(INDArray array, long from, int count);
}
