package org.deciban.transformer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A transformer: a residual stream and the layers that act on it.
 *
 * @param layout the names of the residual dimensions
 * @param layers the layers in order; the same {@link Layer} may stand in several places, which is weight tying
 */
public record Transformer(ResidualLayout layout, List<Layer> layers) {

    /**
     * @throws IllegalArgumentException naming the layer whose width differs from that of the layout
     */
    public Transformer {
        layers = List.copyOf(layers);
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l).modelDim() != layout.modelDim()) {
                throw new IllegalArgumentException(
                        "layer " + l + " (" + layers.get(l).name() + ") must have width " + layout.modelDim() + ", got "
                                + layers.get(l).modelDim());
            }
        }
    }

    /** The sizes of this transformer. */
    public TransformerSpec spec() {
        Set<Layer> distinct = new HashSet<>(layers);
        return new TransformerSpec(
                layout.modelDim(),
                layers.size(),
                layers.stream().mapToInt(l -> l.heads().size()).sum(),
                layers.stream().mapToInt(l -> l.feedForward().hiddenDim()).max().orElse(0),
                distinct.stream().mapToLong(Layer::parameterCount).sum(),
                layers.stream().mapToLong(Layer::parameterCount).sum());
    }
}
