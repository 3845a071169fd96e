package org.deciban.examples.verifyyourown;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.proofs.generators.Case;

/** The suite on the wrong implementation: {@code mvn test -Dtest=EchoingSuite} fails. A build does not look for its name. */
class EchoingSuite extends YourBeliefPropagationProperties {
    @Override
    public List<Marginals> beliefsAfterEachRound(FactorGraph graph, Evidence evidence, int rounds) {
        return YourBeliefPropagation.runEchoing(graph, evidence, rounds);
    }

    /** With a seed, so that what it prints can be checked in. */
    @Override
    @Property(seed = "1", shrinking = ShrinkingMode.FULL)
    public void onGraphsWithoutCyclesTheAnswerIsThatOfTheReference(@ForAll("graphsWithoutCycles") Case given) {
        super.onGraphsWithoutCyclesTheAnswerIsThatOfTheReference(given);
    }
}
