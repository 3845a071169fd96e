package org.deciban.cli;

import java.util.function.Supplier;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.IntermediateModel;
import org.deciban.proofs.verify.Tolerance;

/**
 * A transformer that can be had: its sizes are known before anything of its size is built.
 *
 * @param build makes it
 * @param tolerance within what its answers should stay of the references
 */
record Candidate(Sizes sizes, Supplier<BeliefModel> build, Tolerance tolerance) {
    /** What a plan compiles into. */
    static Candidate of(IntermediateModel plan) {
        return new Candidate(Sizes.of(plan.cost()), () -> BpCompiler.compile(plan), Tolerance.ROUNDING);
    }
}
