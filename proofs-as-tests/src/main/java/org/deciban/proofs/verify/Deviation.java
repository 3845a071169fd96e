package org.deciban.proofs.verify;

import java.util.Optional;
import org.deciban.transformer.Matrix;

/**
 * Where two activations of one shape lie farthest apart.
 *
 * @param token the token, from 0
 * @param dimension the dimension of the residual stream, from 0
 * @param expected what the reference holds there, in the scale of the residual stream
 * @param actual what the model holds there
 */
public record Deviation(int token, int dimension, double expected, double actual) {

    /** |actual − expected|. */
    public double magnitude() {
        return Math.abs(actual - expected);
    }

    /**
     * The largest difference of two matrices of one shape.
     *
     * @param relative what a difference must exceed, in parts of the largest expected entry; 0 counts every difference
     */
    static Optional<Deviation> find(Matrix expected, Matrix actual, double relative) {
        double[] wanted = expected.toRowMajor();
        double[] found = actual.toRowMajor();
        double scale = 0;
        int worst = -1;
        double largest = 0;
        for (int i = 0; i < wanted.length; i++) {
            scale = Math.max(scale, Math.abs(wanted[i]));
            double difference = Math.abs(found[i] - wanted[i]);
            if (difference > largest) {
                largest = difference;
                worst = i;
            }
        }
        if (worst < 0 || largest <= relative * scale) {
            return Optional.empty();
        }
        int columns = expected.columns();
        return Optional.of(new Deviation(worst / columns, worst % columns, wanted[worst], found[worst]));
    }

    @Override
    public String toString() {
        return "token " + token + ", dimension " + dimension + ": expected " + expected + ", got " + actual;
    }
}
