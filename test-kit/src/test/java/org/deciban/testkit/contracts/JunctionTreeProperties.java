package org.deciban.testkit.contracts;

import net.jqwik.api.PropertyDefaults;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.JunctionTree;

@PropertyDefaults(tries = 300)
class JunctionTreeProperties implements ExactInferenceContract {
    @Override
    public Marginals posteriors(FactorGraph graph, Evidence evidence) {
        return JunctionTree.run(graph, evidence).marginals();
    }
}
