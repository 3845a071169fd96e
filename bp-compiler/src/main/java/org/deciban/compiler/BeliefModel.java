package org.deciban.compiler;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.Program;
import org.deciban.transformer.engine.Engine;
import org.deciban.transformer.trace.ForwardTrace;
import org.deciban.transformer.trace.HookPoint;

/** A transformer that answers evidence about a factor graph: compiled here, or imported from a file. */
public sealed interface BeliefModel permits CompiledModel, ImportedModel {
    /** The graph that evidence and answers speak of. */
    FactorGraph graph();

    /** What the answers are: marginals or max-marginals. */
    Task task();

    /** What the answers promise. */
    Mode mode();

    /** The rounds of belief propagation that one forward pass performs. */
    int rounds();

    /** The share of the old log-message in the new one, λ in [0, 1). */
    double damping();

    /** What the rounds are belief propagation on. */
    PropagationGraph propagatesOn();

    /** The form that runs without weights and whose rounds the transformer repeats, where it is known. */
    Optional<IntermediateModel> findIntermediate();

    /**
     * The evidence together with what was compiled in.
     *
     * @throws ImpossibleEvidenceException if it contradicts a constant
     * @throws org.deciban.factorgraph.InvalidEvidenceException if it names a variable that the graph lacks
     */
    Evidence withConstants(Evidence evidence);

    /**
     * The same weights and tokens on another engine, which prepares them when the model is first run: what it refuses, it
     * refuses then.
     */
    BeliefModel on(Engine other);

    /** Weights, tokens, where evidence enters and where beliefs are read. Read r shows the beliefs after r rounds. */
    Program program();

    /**
     * The inputs of {@link #program()} that stand for evidence.
     *
     * @throws ImpossibleEvidenceException as {@link #withConstants}
     * @throws org.deciban.factorgraph.InvalidEvidenceException as {@link #withConstants}
     */
    double[] inputs(Evidence evidence);

    /**
     * Where the read-out of {@link #program()} has the states of a variable: entry s is the row of its logits that is state s, the
     * states in the order of the graph.
     *
     * @throws IllegalArgumentException if the graph lacks the variable
     */
    List<Integer> logitRows(Variable variable);

    /**
     * One forward pass for each evidence set, as one batch.
     *
     * @return in the order of the sets; entry t of each holds the beliefs of round t, entry 0 those of the evidence alone
     * @throws ImpossibleEvidenceException for the first set of which some layer shows a variable whose every state is
     *     impossible, or that contradicts a constant
     * @throws ArithmeticException if a forward pass leaves the range of the engine's numbers
     */
    List<List<Marginals>> beliefsAfterEachRound(List<Evidence> sets);

    /**
     * One forward pass, read after every round.
     *
     * @throws ImpossibleEvidenceException as {@link #beliefsAfterEachRound(List)}
     */
    default List<Marginals> beliefsAfterEachRound(Evidence evidence) {
        return beliefsAfterEachRound(List.of(evidence)).get(0);
    }

    /**
     * One forward pass: the posteriors if {@link #mode()} is exact, else the beliefs after {@link #rounds()} rounds; for {@link
     * Task#MAP} the max-marginals.
     *
     * @throws ImpossibleEvidenceException as {@link #beliefsAfterEachRound(List)}
     */
    default Marginals infer(Evidence evidence) {
        List<Marginals> all = beliefsAfterEachRound(evidence);
        return all.get(all.size() - 1);
    }

    /**
     * One forward pass, recorded.
     *
     * @param selection the values to keep; scores and patterns take {@code tokens²} entries each
     */
    ForwardTrace trace(Evidence evidence, Predicate<HookPoint> selection);

    /** One forward pass with the residual stream recorded throughout. */
    default ForwardTrace trace(Evidence evidence) {
        return trace(evidence, point -> point.site().isResidual());
    }

    /**
     * The most probable states, by one forward pass, and one more for each tie that is settled.
     *
     * @throws IllegalStateException if the model is not one for {@link Task#MAP}
     * @throws ImpossibleEvidenceException as {@link #beliefsAfterEachRound(List)}
     */
    default MostProbableStates mostProbableStates(Evidence evidence) {
        if (task() != Task.MAP) {
            throw new IllegalStateException("the model was compiled for " + task()
                    + ". Maybe compile it for task MAP with the log-odds construction?");
        }
        return MostProbableStates.of(graph(), evidence, this::infer, mode() == Mode.EXACT);
    }
}
