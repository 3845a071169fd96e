package org.deciban.testkit.contracts;

import java.util.List;
import net.jqwik.api.PropertyDefaults;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;

@PropertyDefaults(tries = 300)
class TextbookPropagationProperties implements BeliefPropagationContract {
    @Override
    public List<Marginals> beliefsAfterEachRound(FactorGraph graph, Evidence evidence, int rounds) {
        return TextbookPropagation.beliefsAfterEachRound(graph, evidence, rounds, Fault.NONE);
    }
}
