package org.deciban.proofs.claims.published;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Matrix;

/** Heads that are equal but for the basis of queries and keys, and of values, written in another. */
public final class HeadGauge {
    private HeadGauge() {}

    /**
     * The same head after a change of basis that is exact in floating point: dimensions in another order, each multiplied with
     * a power of two on one side and divided by it on the other.
     */
    public static AttentionHead draw(AttentionHead head, Random random) {
        List<Integer> keys = order(head.keyDim(), random);
        List<Integer> values = order(head.valueDim(), random);
        double[] keyScales = powersOfTwo(head.keyDim(), random);
        double[] valueScales = powersOfTwo(head.valueDim(), random);
        Matrix wQ = rows(head.wQ(), keys, keyScales, 1);
        Matrix wK = rows(head.wK(), keys, keyScales, -1);
        Matrix wV = rows(head.wV(), values, valueScales, 1);
        Matrix wO = rows(head.wO().transposed(), values, valueScales, -1).transposed();
        return new AttentionHead(head.name(), wQ, wK, wV, wO);
    }

    private static List<Integer> order(int size, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        return order;
    }

    private static double[] powersOfTwo(int size, Random random) {
        return random.ints(size, -8, 9).mapToDouble(i -> Math.scalb(1.0, i)).toArray();
    }

    private static Matrix rows(Matrix matrix, List<Integer> order, double[] scales, int exponent) {
        double[] entries = new double[matrix.rows() * matrix.columns()];
        for (int row = 0; row < matrix.rows(); row++) {
            int from = order.get(row);
            double scale = exponent > 0 ? scales[from] : 1 / scales[from];
            for (int column = 0; column < matrix.columns(); column++) {
                entries[row * matrix.columns() + column] = scale * matrix.get(from, column);
            }
        }
        return Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries);
    }
}
