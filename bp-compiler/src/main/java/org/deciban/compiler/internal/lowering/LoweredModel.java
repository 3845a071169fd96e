package org.deciban.compiler.internal.lowering;

import java.util.List;
import java.util.OptionalInt;
import org.deciban.compiler.TokenOrigin;
import org.deciban.transformer.Input;
import org.deciban.transformer.LoopedTransformer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ReadOut;

/** Weights and tokens of one graph by one construction, and how to talk to them. */
public interface LoweredModel {
    /** The weights; one repetition of the body is one round of belief propagation. */
    LoopedTransformer loop();

    /** The tokens without evidence, shape {@code [tokens, d]}. */
    Matrix tokens();

    /** The entries of the variable tokens in which evidence stands. */
    List<Input> inputs();

    /** How evidence becomes what stands there, and how what is read becomes log-beliefs. */
    BeliefCoding coding();

    /** The tokens with evidence, shape {@code [tokens, d]}. */
    default Matrix embed(double[][] logEvidence) {
        return tokens().with(inputs().stream().map(Input::cell).toList(), coding().inputs(logEvidence));
    }

    /** The number of rounds whose beliefs the residual stream shows after a layer, or empty if it shows none. */
    OptionalInt roundsShownAfter(int layer);

    /** Where beliefs stand after the layers that show some, and how they become distributions. */
    ReadOut readOut(List<Integer> layers);

    /** What a token stands for. */
    TokenOrigin origin(int token);

    /** {@link #loop()} with what each of its parts does. */
    ExplainedLoop explained();
}
