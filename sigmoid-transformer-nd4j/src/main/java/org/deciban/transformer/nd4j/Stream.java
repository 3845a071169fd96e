package org.deciban.transformer.nd4j;

import org.deciban.transformer.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The residual stream of several runs over the same number of tokens.
 *
 * @param array shape {@code [d, runs · tokens]}; the tokens of a run stand side by side
 */
record Stream(INDArray array, int runs, int tokens) implements AutoCloseable {
    int columns() {
        return runs * tokens;
    }

    int modelDim() {
        return array.rows();
    }

    /** The residual stream of a single run, shape {@code [tokens, d]}. */
    Matrix toMatrix(Arithmetic arithmetic) {
        double[] entries = arithmetic.read(array, 0, Math.multiplyExact(tokens, modelDim()));
        return Matrix.ofRowMajor(tokens, modelDim(), entries);
    }

    /** @throws ArithmeticException if an entry is not finite, naming layer and token */
    void requireFinite(Arithmetic arithmetic, Precision precision, int layer, String name) {
        long at = arithmetic.firstNotFinite(array);
        if (at < 0) {
            return;
        }
        long column = at / modelDim();
        throw new ArithmeticException("the residual stream is " + arithmetic.read(array, at, 1)[0] + " after layer "
                + layer + " (" + name + ") at token " + column % tokens + ", dimension " + at % modelDim()
                + (runs == 1 ? "" : " in run " + column / tokens + " of its batch")
                + ". Maybe the weights are outside the range of " + precision.numbers() + "?");
    }

    @Override
    public void close() {
        array.close();
    }
}
