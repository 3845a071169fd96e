package org.deciban.transformer;

import java.util.ArrayList;
import java.util.List;

/**
 * A weight-tied transformer: a body that is repeated any number of times, then layers that read out.
 *
 * @param layout the names of the residual dimensions
 * @param body the layers of one repetition, at least one
 * @param readOut the layers after the last repetition, possibly none
 */
public record LoopedTransformer(ResidualLayout layout, List<Layer> body, List<Layer> readOut) {

    /**
     * @throws IllegalArgumentException if the body is empty
     */
    public LoopedTransformer {
        body = List.copyOf(body);
        readOut = List.copyOf(readOut);
        if (body.isEmpty()) {
            throw new IllegalArgumentException("a looped transformer needs a body of at least one layer");
        }
    }

    /**
     * The transformer that repeats the body a number of times; the layers are shared, not copied.
     *
     * @throws IllegalArgumentException if the number is negative, or a layer does not fit the layout
     */
    public Transformer unroll(int repetitions) {
        if (repetitions < 0) {
            throw new IllegalArgumentException("a body cannot be repeated " + repetitions + " times");
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            layers.addAll(body);
        }
        layers.addAll(readOut);
        return new Transformer(layout, layers);
    }
}
