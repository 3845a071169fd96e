package org.deciban.testkit.contracts;

import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.proofs.generators.Case;

/**
 * The contract of exact inference: the posterior of every variable, as {@link Enumeration} sums it, with or without cycles.
 *
 * <pre>{@code
 * class MyJunctionTreeProperties implements ExactInferenceContract {
 *     public Marginals posteriors(FactorGraph graph, Evidence evidence) {
 *         return new MyJunctionTree(graph).query(evidence);
 *     }
 * }
 * }</pre>
 */
public interface ExactInferenceContract extends MarginalsContract {
    /** The posteriors of the implementation under test. */
    Marginals posteriors(FactorGraph graph, Evidence evidence);

    @Override
    default List<Marginals> answers(Case given) {
        return List.of(posteriors(given.graph(), given.evidence()));
    }

    @Override
    default List<Marginals> expected(Case given) {
        return List.of(Enumeration.run(given.graph(), given.evidence()).marginals());
    }
}
