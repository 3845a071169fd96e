package org.deciban.examples.verifyyourown;

import java.util.List;
import java.util.Set;
import net.jqwik.api.PropertyDefaults;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Case.Entries;
import org.deciban.testkit.contracts.BeliefPropagationContract;

@PropertyDefaults(tries = 100)
class YourBeliefPropagationProperties implements BeliefPropagationContract {
    @Override
    public List<Marginals> beliefsAfterEachRound(FactorGraph graph, Evidence evidence, int rounds) {
        return YourBeliefPropagation.run(graph, evidence, rounds);
    }

    /** It says so in its own way when the evidence is impossible. */
    @Override
    public boolean isRefusal(RuntimeException exception) {
        return exception instanceof ArithmeticException;
    }

    /** Products of weights from e^−30 to e^30 may leave the range of a double. */
    @Override
    public boolean supports(Case given) {
        return !Set.of(Entries.EXTREME, Entries.EXTREME_WITH_ZEROS).contains(given.entries());
    }
}
