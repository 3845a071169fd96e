package org.deciban.transformer;

/**
 * One attention head.
 *
 * <p>With {@code d} the model width, {@code d_k} the width of queries and keys and {@code d_v} that of values. A scale
 * 1/√d_k, where a format asks for it, is folded into {@code wQ}.
 *
 * @param name what traces and messages call it
 * @param wQ query projection, shape {@code [d_k, d]}
 * @param wK key projection, shape {@code [d_k, d]}
 * @param wV value projection, shape {@code [d_v, d]}
 * @param wO output projection, shape {@code [d, d_v]}
 */
public record AttentionHead(String name, Matrix wQ, Matrix wK, Matrix wV, Matrix wO) {

    /**
     * @throws IllegalArgumentException naming the matrix whose shape does not fit the others
     */
    public AttentionHead {
        int d = wQ.columns();
        wK.requireShape("W_K of head " + name, wQ.rows(), d);
        wV.requireShape("W_V of head " + name, wV.rows(), d);
        wO.requireShape("W_O of head " + name, d, wV.rows());
    }

    /** The width of queries and keys, {@code d_k}. */
    public int keyDim() {
        return wQ.rows();
    }

    /** The width of values, {@code d_v}. */
    public int valueDim() {
        return wV.rows();
    }

    /** The width of the residual stream it reads and writes, {@code d}. */
    public int modelDim() {
        return wQ.columns();
    }

    /** The number of weights, zeros included: {@code 2·d·(d_k + d_v)}. */
    public long parameterCount() {
        return 2L * modelDim() * (keyDim() + valueDim());
    }
}
