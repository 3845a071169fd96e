package org.deciban.testkit.contracts;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.proofs.generators.Case;

/**
 * The contract of loopy belief propagation with flooding, sum-product and without damping: after every round it holds the
 * beliefs of {@link BeliefPropagation}.
 *
 * <pre>{@code
 * class MyBeliefPropagationProperties implements BeliefPropagationContract {
 *     public List<Marginals> beliefsAfterEachRound(FactorGraph graph, Evidence evidence, int rounds) {
 *         return new MyBeliefPropagation(graph).run(evidence, rounds);
 *     }
 * }
 * }</pre>
 */
public interface BeliefPropagationContract extends MarginalsContract {
    /**
     * The beliefs of the implementation under test.
     *
     * @param rounds ≥ 1; one round sends a message from every variable to every factor, and back
     * @return {@code rounds + 1} sets; entry t after t rounds, entry 0 the normalised evidence
     */
    List<Marginals> beliefsAfterEachRound(FactorGraph graph, Evidence evidence, int rounds);

    @Override
    default List<Marginals> answers(Case given) {
        return beliefsAfterEachRound(given.graph(), given.evidence(), given.rounds());
    }

    @Override
    default List<Marginals> expected(Case given) {
        return BeliefPropagation.beliefsAfterEachRound(given.graph(), given.evidence(), given.rounds());
    }

    /** By enumeration, which shares no code with the reference of the other properties; the rounds suffice. */
    @Property
    default void onGraphsWithoutCyclesTheLastBeliefsArePosteriors(@ForAll("graphsWithoutCycles") Case given) {
        Marginals posterior = Enumeration.run(given.graph(), given.evidence()).marginals();
        Answer.of(given, this::lastAnswer, this::isRefusal)
                .requireEquals(
                        List.of(posterior),
                        tolerance(),
                        "on a graph without cycles the last beliefs are not the posteriors");
    }

    private List<Marginals> lastAnswer(Case given) {
        List<Marginals> all = answers(given);
        return all.subList(all.size() - 1, all.size());
    }
}
