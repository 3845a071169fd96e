package org.deciban.transformer;

/**
 * The feed-forward of a layer, {@code x ← x + W_2 φ(W_1 x + b_1) + b_2} on each token.
 *
 * @param w1 shape {@code [hidden, d]}
 * @param b1 shape {@code [hidden, 1]}
 * @param w2 shape {@code [d, hidden]}
 * @param b2 shape {@code [d, 1]}
 * @param activation φ
 */
public record FeedForward(Matrix w1, Matrix b1, Matrix w2, Matrix b2, Activation activation) {

    /**
     * @throws IllegalArgumentException naming the matrix whose shape does not fit the others
     */
    public FeedForward {
        int d = w1.columns();
        b1.requireShape("b_1 of the feed-forward", w1.rows(), 1);
        w2.requireShape("W_2 of the feed-forward", d, w1.rows());
        b2.requireShape("b_2 of the feed-forward", d, 1);
    }

    /** A feed-forward without hidden units, which leaves every token as it is. */
    public static FeedForward none(int modelDim) {
        return new FeedForward(
                Matrix.zeros(0, modelDim),
                Matrix.zeros(0, 1),
                Matrix.zeros(modelDim, 0),
                Matrix.zeros(modelDim, 1),
                Activation.RELU);
    }

    /** The number of hidden units. */
    public int hiddenDim() {
        return w1.rows();
    }

    /** The width of the residual stream it reads and writes, {@code d}. */
    public int modelDim() {
        return w1.columns();
    }

    /** Whether it leaves every token as it is: no hidden units and no bias. */
    public boolean isNone() {
        return hiddenDim() == 0 && b2.nonZeros() == 0;
    }

    /** The number of weights and biases, zeros included; 0 for {@link #none}. */
    public long parameterCount() {
        return isNone() ? 0 : 2L * hiddenDim() * modelDim() + hiddenDim() + modelDim();
    }
}
