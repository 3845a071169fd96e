package org.deciban.compiler.internal.lowering;

import java.util.List;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;

/**
 * A layer and what its heads and hidden units do.
 *
 * @param layer the weights
 * @param heads in words, one for each head
 * @param units in words, one for each hidden unit
 */
public record ExplainedLayer(Layer layer, List<String> heads, List<String> units) {
    /** Copies the lists. */
    public ExplainedLayer {
        heads = List.copyOf(heads);
        units = List.copyOf(units);
    }

    /** A layer of explained parts. */
    public static ExplainedLayer of(String name, List<Explained<AttentionHead>> heads, ExplainedUnits units) {
        Layer layer = new Layer(name, heads.stream().map(Explained::part).toList(), units.feedForward());
        return new ExplainedLayer(layer, heads.stream().map(Explained::text).toList(), units.units());
    }
}
