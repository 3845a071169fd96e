package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Test;

class EnumerationTest extends ExactInferenceContract {
    @Override
    ExactPosterior run(FactorGraph graph, Evidence evidence) {
        return Enumeration.run(graph, evidence);
    }

    @Test
    void budgetCountsTheAssignmentsThatEvidenceLeaves() {
        FactorGraph dating = Networks.dating();
        assertThatExceptionOfType(BudgetExceededException.class)
                .isThrownBy(() -> Enumeration.run(dating, Evidence.none(), 31))
                .satisfies(e -> assertThat(e.needed()).isEqualTo(32))
                .satisfies(e -> assertThat(e.budget()).isEqualTo(31));
        Evidence evidence = dating.evidence().observe("date", "true").build();
        assertThat(Enumeration.run(dating, evidence, 16).marginals().probability("lonely", "true"))
                .isGreaterThan(0.4);
    }
}
