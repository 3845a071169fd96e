package org.deciban.compiler.internal.lowering;

import java.util.List;
import org.deciban.transformer.FeedForward;

/**
 * A feed-forward and what its hidden units do.
 *
 * @param feedForward the weights
 * @param units in words, one for each hidden unit
 */
public record ExplainedUnits(FeedForward feedForward, List<String> units) {

    /**
     * @throws IllegalArgumentException if there is not one text for each hidden unit
     */
    public ExplainedUnits {
        units = List.copyOf(units);
        if (units.size() != feedForward.hiddenDim()) {
            throw new IllegalArgumentException(
                    feedForward.hiddenDim() + " hidden units, but " + units.size() + " are explained");
        }
    }

    /** No units. */
    public static ExplainedUnits none(int modelDim) {
        return new ExplainedUnits(FeedForward.none(modelDim), List.of());
    }
}
