package org.deciban.proofs.generators;

import org.deciban.transformer.Matrix;
import org.deciban.transformer.Transformer;

/** A transformer with weights that nobody constructed, and tokens for it. */
public record DenseCase(Transformer transformer, Matrix tokens, String description) {
    @Override
    public String toString() {
        return description;
    }
}
