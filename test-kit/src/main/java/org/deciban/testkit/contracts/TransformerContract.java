package org.deciban.testkit.contracts;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.proofs.generators.Case;

/**
 * The contract of a transformer, or any other model, that is made from a graph once and then holds the beliefs of loopy belief
 * propagation after every round under whatever evidence it is given. A model that ends at posteriors is one for {@link
 * ExactInferenceContract}.
 *
 * <pre>{@code
 * class MyTransformerProperties implements TransformerContract {
 *     public ForwardPass compile(FactorGraph graph, int rounds) {
 *         MyTransformer model = MyCompiler.compile(graph, rounds);
 *         return evidence -> model.forward(evidence);
 *     }
 * }
 * }</pre>
 */
public interface TransformerContract extends BeliefPropagationContract {
    /** A model that has been made, waiting for evidence. */
    @FunctionalInterface
    interface ForwardPass {
        /** One set of beliefs for each round; entry 0 is the normalised evidence. */
        List<Marginals> beliefsAfterEachRound(Evidence evidence);
    }

    /** Makes the model under test. */
    ForwardPass compile(FactorGraph graph, int rounds);

    @Override
    default List<Marginals> beliefsAfterEachRound(FactorGraph graph, Evidence evidence, int rounds) {
        return compile(graph, rounds).beliefsAfterEachRound(evidence);
    }

    /** With evidence, without, and with it again, which shows what the model keeps from one forward pass to the next. */
    @Property
    default void oneModelServesAllEvidence(@ForAll("graphs") Case given) {
        // A model that cannot be made is reported with the case.
        Answer.of(given, this::answers, this::isRefusal).require();
        ForwardPass model = compile(given.graph(), given.rounds());
        String claim = "one model does not serve all evidence: it was asked, in turn, given " + given.evidence()
                + ", without evidence, and as at first";
        for (Evidence evidence : List.of(given.evidence(), Evidence.none(), given.evidence())) {
            Case asked = new Case(given.graph(), evidence, given.entries(), given.rounds());
            Answer.of(asked, unused -> model.beliefsAfterEachRound(evidence), this::isRefusal)
                    .requireEquals(
                            BeliefPropagation.beliefsAfterEachRound(given.graph(), evidence, given.rounds()),
                            tolerance(),
                            claim);
        }
    }
}
