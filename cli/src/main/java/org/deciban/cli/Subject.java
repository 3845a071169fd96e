package org.deciban.cli;

import org.deciban.compiler.BeliefModel;
import org.deciban.proofs.verify.Tolerance;

/** A transformer that is verified. */
record Subject(BeliefModel model, Sizes sizes, Tolerance tolerance) {
    /** What a candidate turns into. */
    static Subject of(Candidate candidate, EngineOption engine, Runnable step) {
        return new Subject(candidate.build(engine, step), candidate.sizes(), candidate.tolerance());
    }
}
