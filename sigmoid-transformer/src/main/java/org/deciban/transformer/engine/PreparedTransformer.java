package org.deciban.transformer.engine;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.trace.ForwardObserver;

/** A transformer that is ready to run. Safe for use by several threads. */
public interface PreparedTransformer {
    /**
     * The forward pass.
     *
     * @param tokens the embedded tokens, shape {@code [tokens, d]}
     * @param observer is handed the values it wants on the way
     * @return the residual stream after the last layer, shape {@code [tokens, d]}
     * @throws IllegalArgumentException if there is no token, or the tokens have another width than the model
     * @throws ArithmeticException if the residual stream, or a score or pattern that the observer wants, becomes NaN or
     *     infinite, naming layer and token
     */
    Matrix forward(Matrix tokens, ForwardObserver observer);

    /** The forward pass, unobserved. */
    default Matrix forward(Matrix tokens) {
        return forward(tokens, ForwardObserver.NONE);
    }
}
