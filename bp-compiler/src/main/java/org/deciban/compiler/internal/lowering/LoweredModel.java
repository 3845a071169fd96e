package org.deciban.compiler.internal.lowering;

import java.util.OptionalInt;
import org.deciban.compiler.TokenOrigin;
import org.deciban.transformer.LoopedTransformer;
import org.deciban.transformer.Matrix;

/** Weights and tokens of one graph by one construction, and how to talk to them. */
public interface LoweredModel {
    /** The weights; one repetition of the body is one round of belief propagation. */
    LoopedTransformer loop();

    /** The tokens without evidence, shape {@code [tokens, d]}. */
    Matrix tokens();

    /**
     * The tokens with evidence. Differs from {@link #tokens()} in the evidence dimensions of variable tokens alone.
     *
     * @param logEvidence ln of the likelihoods, {@code [variable][state]}, largest entry of a row 0, −∞ where impossible
     */
    Matrix embed(double[][] logEvidence);

    /** The number of rounds whose beliefs the residual stream shows after a layer, or empty if it shows none. */
    OptionalInt roundsShownAfter(int layer);

    /**
     * Log-beliefs read off the residual stream after such a layer.
     *
     * @return {@code [variable][state]}, unnormalised; −∞ for a state that is impossible
     */
    double[][] logBeliefs(Matrix residual);

    /** What a token stands for. */
    TokenOrigin origin(int token);

    /** {@link #loop()} with what each of its parts does. */
    ExplainedLoop explained();
}
