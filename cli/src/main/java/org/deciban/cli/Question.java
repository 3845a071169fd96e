package org.deciban.cli;

import java.util.List;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;

/**
 * What a method has to answer.
 *
 * @param reference the exact posterior where it is within reach; a method may use it
 */
record Question(
        FactorGraph graph,
        Evidence evidence,
        PropagationOptions asked,
        EngineOption engine,
        TransformerOption transformer,
        Reference reference,
        Progress progress) {

    /**
     * The transformer to run, once it is known to be within the budget and the evidence to be possible.
     *
     * @param waysOut see {@link WorkBudget#require}
     */
    Candidate choose(Task task, String waysOut) {
        Candidate chosen = progress.watch(
                "planning", () -> transformer.find(graph, asked, engine).orElseGet(() -> compiled(task)));
        asked.budget().require(chosen.engine(engine), List.of(chosen.sizes()), 1, waysOut);
        reference.requirePossibleEvidence();
        return chosen;
    }

    private Candidate compiled(Task task) {
        return Candidate.of(BpCompiler.intermediate(graph, asked.compilerOptions(engine.choice(), task)));
    }

    /**
     * Builds it; the step is run after every layer.
     *
     * @throws BadInputException if it is for another task, as a file may be
     */
    BeliefModel build(Candidate chosen, Task task, Runnable step) {
        BeliefModel model = chosen.build(engine, step);
        if (model.task() != task) {
            throw new BadInputException("the transformer " + transformer.name() + " was compiled for "
                    + Words.of(model.task()) + ". Maybe ask for --task " + Words.of(model.task()) + "?");
        }
        return model;
    }
}
