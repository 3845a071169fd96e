package org.deciban.transformer.folded;

import java.util.Optional;
import org.deciban.transformer.Program;

/** The product forms of programs, on which nothing public lets a test choose threads or arrays. */
final class ProductForms {
    private ProductForms() {}

    static ProductForm of(Program program) {
        return ProductFormFinder.find(Fold.of(program)).orElseThrow();
    }

    static Optional<PairForm> pairs(Program program) {
        return PairForm.find(of(program));
    }
}
