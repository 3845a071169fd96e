package org.deciban.transformer.folded;

import java.util.List;
import java.util.Optional;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;

/** The product forms of programs, on which nothing public lets a test choose threads or arrays. */
final class ProductForms {
    private ProductForms() {}

    static ProductForm of(Program program) {
        return ProductFormFinder.find(Fold.of(program)).orElseThrow();
    }

    static Optional<PairForm> pairs(Program program) {
        return PairForm.find(of(program));
    }

    /** The same program, read after its last layer alone. */
    static Program readAtTheEnd(Program program) {
        ReadOut all = program.readOut();
        int last = all.layers().get(all.layers().size() - 1);
        return new Program(
                program.transformer(),
                program.tokens(),
                program.inputs(),
                new ReadOut(List.of(last), all.cells(), all.logits(), all.states()));
    }
}
