package org.deciban.transformer.nd4j;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays for passing use, kept until the end of a forward pass: fresh native memory is slow at its first touch. */
final class Scratch implements AutoCloseable {
    private record Shape(int rows, int columns) {}

    private final Precision precision;
    private final Map<Shape, Queue<INDArray>> free = new ConcurrentHashMap<>();

    Scratch(Precision precision) {
        this.precision = precision;
    }

    /** A matrix of any entries, stored column by column. */
    INDArray take(int rows, int columns) {
        INDArray kept = of(rows, columns).poll();
        return kept != null ? kept : Nd4j.createUninitialized(precision.dataType(), new long[] {rows, columns}, 'f');
    }

    /** Gives a matrix back. */
    void release(INDArray matrix) {
        of(matrix.rows(), matrix.columns()).add(matrix);
    }

    private Queue<INDArray> of(int rows, int columns) {
        return free.computeIfAbsent(new Shape(rows, columns), shape -> new ConcurrentLinkedQueue<>());
    }

    @Override
    public void close() {
        free.values().forEach(matrices -> matrices.forEach(INDArray::close));
    }
}
