package org.deciban.cli;

import org.deciban.compiler.BeliefModel;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.transformer.engine.Engine;

/** A transformer that is verified. */
record Subject(BeliefModel model, Sizes sizes, Tolerance tolerance) {
    /** What a candidate turns into. */
    static Subject of(Candidate candidate, Engine engine) {
        return new Subject(candidate.build().get().on(engine), candidate.sizes(), candidate.tolerance());
    }
}
