package org.deciban.proofs.claims.constructions;

import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.proofs.Outcome;
import org.deciban.proofs.generators.Case;
import org.deciban.transformer.engine.Engine;

/**
 * Compiled models against the sum over all joint assignments.
 *
 * @param options how to compile
 * @param engine what runs the forward pass
 */
record AgainstPosterior(CompilerOptions options, Engine engine) {

    /** The largest difference of two posterior probabilities; infinite if one side alone refuses the evidence. */
    double distance(Case given) {
        Outcome expected = Outcome.ofOne(
                () -> Enumeration.run(given.graph(), given.evidence()).marginals());
        // A graph that gives every joint assignment probability zero is refused when it is compiled.
        return Outcome.ofOne(() ->
                        BpCompiler.compile(given.graph(), options).on(engine).infer(given.evidence()))
                .distanceTo(expected);
    }
}
