package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.random.RandomModels;

class MostProbableAssignmentProperties {
    @Property(tries = 300)
    void noAssignmentWeighsMore(@ForAll long seed) {
        RandomCase model = RandomCase.of(seed);
        if (model.graph().variables().size() > 7) {
            return;
        }
        BruteForce all = new BruteForce(model.graph(), model.evidence());
        if (all.largest.equals(BigFraction.ZERO)) {
            assertThatThrownBy(() ->
                            JunctionTree.of(model.graph(), model.evidence()).mostProbable())
                    .isInstanceOf(ImpossibleEvidenceException.class);
            return;
        }
        MostProbableAssignment best =
                JunctionTree.of(model.graph(), model.evidence()).mostProbable();
        double expected = BruteForce.log(all.largest);
        assertThat(best.logWeight())
                .as(model::toString)
                .isCloseTo(expected, within(4e-14 * Math.max(1, Math.abs(expected))));
        assertThat(best.states().keySet())
                .containsExactlyElementsOf(model.graph().variables());
    }

    @Example
    void aDateIsBestExplainedByExcitement() {
        FactorGraph dating = Networks.dating();
        MostProbableAssignment best = JunctionTree.of(
                        dating, dating.evidence().observe("date", "true").build())
                .mostProbable();
        assertThat(best.states().values()).containsExactly(0, 1, 1, 1, 1);
        assertThat(best.logWeight()).isCloseTo(Math.log(0.7 * 0.6 * 0.4), within(1e-14));
    }

    @Example
    void aFerromagnetAgreesWithItsField() {
        FactorGraph magnet = RandomModels.ising(1, 12, 12, 0.5, 0.5, 0);
        Evidence corner = magnet.evidence()
                .likelihood(magnet.variables().get(0), 0.4, 0.6)
                .build();
        MostProbableAssignment best = JunctionTree.of(magnet, corner).mostProbable();
        assertThat(best.states().values()).containsOnly(1);
        assertThat(best.logWeight()).isCloseTo(0.5 * 2 * 12 * 11 + Math.log(0.6), within(1e-10));
    }
}
