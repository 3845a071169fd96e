package org.deciban.transformer.engine;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.ForwardObserver;

/** A transformer that is ready to run. Safe for use by several threads. */
public interface PreparedTransformer {
    /**
     * The forward pass.
     *
     * @param tokens the embedded tokens, shape {@code [tokens, d]}
     * @param observer is handed the values it wants on the way, and replaces those it wants to replace
     * @return the residual stream after the last layer, shape {@code [tokens, d]}
     * @throws IllegalArgumentException if there is no token, the tokens have another width than the model, or the observer
     *     replaces something that the model lacks, or by something of another shape
     * @throws ArithmeticException if the residual stream, or a value that the observer wants or replaces, becomes NaN or
     *     infinite, naming layer and token
     */
    Matrix forward(Matrix tokens, ForwardObserver observer);

    /** The forward pass, unobserved. */
    default Matrix forward(Matrix tokens) {
        return forward(tokens, ForwardObserver.NONE);
    }
}
