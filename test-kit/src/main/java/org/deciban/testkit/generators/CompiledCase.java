package org.deciban.testkit.generators;

import org.deciban.compiler.CompiledModel;
import org.deciban.proofs.generators.Case;

/**
 * A case and a transformer of its graph.
 *
 * @param model runs {@code given.rounds()} rounds
 */
public record CompiledCase(Case given, CompiledModel model) {
    /** The case and the bounds of the weights, from which the model can be compiled again. */
    @Override
    public String toString() {
        return given + " | " + model.bounds();
    }
}
