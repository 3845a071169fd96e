package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;

class BeliefPropagationProperties {
    /** No path in a graph of 8 variables passes more factors. */
    private static final int ENOUGH_ROUNDS = 8;

    @Property
    void onForestsBeliefsBecomeThePosteriors(@ForAll long seed) {
        RandomGraphs random = new RandomGraphs(seed);
        FactorGraph graph = random.forest(0);
        Evidence evidence = random.evidence(graph);
        List<Marginals> beliefs = BeliefPropagation.beliefsAfterEachRound(graph, evidence, ENOUGH_ROUNDS);
        assertClose(beliefs.get(ENOUGH_ROUNDS), new BruteForce(graph, evidence).posteriors(), graph, evidence);
    }

    @Property
    void onForestsWithZerosBeliefsBecomeThePosteriorsOrTheEvidenceIsImpossible(@ForAll long seed) {
        RandomGraphs random = new RandomGraphs(seed);
        FactorGraph graph = random.forest(0.3);
        Evidence evidence = random.evidence(graph);
        BruteForce exact = new BruteForce(graph, evidence);
        if (exact.isPossible()) {
            List<Marginals> beliefs = BeliefPropagation.beliefsAfterEachRound(graph, evidence, ENOUGH_ROUNDS);
            assertClose(beliefs.get(ENOUGH_ROUNDS), exact.posteriors(), graph, evidence);
        } else {
            assertThatThrownBy(() -> BeliefPropagation.beliefsAfterEachRound(graph, evidence, ENOUGH_ROUNDS))
                    .isInstanceOf(ImpossibleEvidenceException.class);
        }
    }

    @Property
    void onLoopyGraphsEveryRoundFollowsTheEquations(@ForAll long seed) {
        RandomGraphs random = new RandomGraphs(seed);
        FactorGraph graph = random.loopy(0);
        Evidence evidence = random.evidence(graph);
        List<Marginals> beliefs = BeliefPropagation.beliefsAfterEachRound(graph, evidence, 10);
        LiteralBeliefPropagation literal = new LiteralBeliefPropagation(graph, evidence);
        for (int t = 0; t <= 10; t++) {
            assertClose(beliefs.get(t), literal.beliefs(), graph, evidence);
            literal.round();
        }
    }

    static void assertClose(Marginals actual, Marginals expected, FactorGraph graph, Evidence evidence) {
        Marginals.Discrepancy worst = actual.farthestFrom(expected);
        assertThat(worst.magnitude())
                .as(() -> worst + "\n in " + graph.factors() + "\n given " + evidence)
                .isLessThanOrEqualTo(1e-12);
    }
}
