package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.deciban.factorgraph.inference.BeliefAssertions.assertClose;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

class MaxProductProperties {
    private static final BeliefPropagationOptions OPTIONS =
            BeliefPropagationOptions.defaults().withObjective(Objective.MAX_PRODUCT);

    @Property
    void onTreesBeliefsBecomeTheMaxMarginals(@ForAll long seed, @ForAll MessageDomain domain) {
        FactorGraph graph = BeliefModels.tree(seed, 0.2);
        Evidence evidence = BeliefModels.evidence(seed, graph);
        BeliefPropagationResult result = BeliefPropagation.run(graph, evidence, OPTIONS.withDomain(domain));
        assertThat(result.domain()).isEqualTo(domain);
        assertClose(
                result.findFixedPoint().orElseThrow(),
                new MaxEnumeration(graph, evidence).maxMarginals(),
                1e-12,
                graph,
                evidence);
    }

    /** Weights and likelihoods are continuous, so that no two assignments have the same weight. */
    @Property
    void onTreesTheMostProbableStatesAreTheMostProbableAssignment(
            @ForAll long seed, @ForAll MessageDomain domain, @ForAll Schedule schedule) {
        FactorGraph graph = BeliefModels.tree(seed, 0);
        Evidence evidence = BeliefModels.evidence(seed, graph);
        BeliefPropagationResult result = BeliefPropagation.run(
                graph, evidence, OPTIONS.withDomain(domain).withSchedule(schedule));
        MaxEnumeration exact = new MaxEnumeration(graph, evidence);
        for (Variable variable : graph.variables()) {
            assertThat(result.mostProbableState(variable))
                    .as(() -> variable + " in " + graph.factors() + " given " + evidence)
                    .isEqualTo(exact.best[graph.indexOf(variable)]);
        }
        assertThat(result.betheLogEvidence().orElseThrow()).isCloseTo(Math.log(exact.largestWeight), within(1e-10));
    }
}
