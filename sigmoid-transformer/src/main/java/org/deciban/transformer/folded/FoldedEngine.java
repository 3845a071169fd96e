package org.deciban.transformer.folded;

import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.engine.DenseEngine;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.engine.PreparedTransformer;

/**
 * Runs what is left of a program once everything is taken out that its weights and tokens prove to be constant, zero or unread.
 *
 * <p>A forward pass then takes time proportional to the attention weights that are kept, rather than to {@code tokens² · heads}.
 * The dense engine is the definition: outputs differ from its by rounding. What was found and proven is in {@link
 * FoldedProgram#report()}.
 *
 * <p>Observed runs, and transformers without a program, have no outputs to fold for and take the dense engine.
 */
public final class FoldedEngine implements Engine {
    @Override
    public String name() {
        return "folded";
    }

    @Override
    public PreparedTransformer prepare(Transformer transformer) {
        return new DenseEngine().prepare(transformer);
    }

    @Override
    public FoldedProgram prepare(Program program) {
        return FoldedProgram.of(program);
    }
}
