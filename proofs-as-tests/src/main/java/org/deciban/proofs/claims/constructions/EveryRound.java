package org.deciban.proofs.claims.constructions;

import java.util.List;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.proofs.Outcome;
import org.deciban.proofs.generators.Case;
import org.deciban.transformer.engine.Engine;

/**
 * Compiled models against belief propagation, a program that shares no code with them, round by round.
 *
 * @param options how to compile; the rounds are those of the case
 * @param engine what runs the forward pass
 */
record EveryRound(CompilerOptions options, Engine engine) {

    /** The largest difference of two beliefs in any round; infinite if one side alone refuses the evidence. */
    double distance(Case given) {
        CompiledModel model = BpCompiler.compile(given.graph(), options.withRounds(given.rounds()))
                .on(engine);
        return Outcome.of(() -> model.beliefsAfterEachRound(given.evidence())).distanceTo(propagated(given));
    }

    private Outcome propagated(Case given) {
        return Outcome.of(() -> BeliefPropagation.beliefsAfterEachRound(
                given.graph(),
                given.evidence(),
                given.rounds(),
                options.damping(),
                options.task().objective()));
    }

    /** The beliefs of belief propagation after the rounds of the case, sums of products and undamped. */
    static Marginals beliefs(Case given) {
        List<Marginals> all = BeliefPropagation.beliefsAfterEachRound(given.graph(), given.evidence(), given.rounds());
        return all.get(all.size() - 1);
    }
}
