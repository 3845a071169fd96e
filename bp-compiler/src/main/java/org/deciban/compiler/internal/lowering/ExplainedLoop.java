package org.deciban.compiler.internal.lowering;

import java.util.List;
import org.deciban.transformer.LoopedTransformer;

/**
 * The weights of a construction and what each part of them does.
 *
 * @param layout the residual stream
 * @param body the layers of a round
 * @param readOut the layers after the last round
 */
public record ExplainedLoop(CellLayout layout, List<ExplainedLayer> body, List<ExplainedLayer> readOut) {
    /** Copies the lists. */
    public ExplainedLoop {
        body = List.copyOf(body);
        readOut = List.copyOf(readOut);
    }

    /** The weights alone. */
    public LoopedTransformer loop() {
        return new LoopedTransformer(
                layout.residual(),
                body.stream().map(ExplainedLayer::layer).toList(),
                readOut.stream().map(ExplainedLayer::layer).toList());
    }
}
