package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Test;

class JunctionTreeTest extends ExactInferenceContract {
    @Override
    ExactPosterior run(FactorGraph graph, Evidence evidence) {
        return JunctionTree.run(graph, evidence);
    }

    @Test
    void budgetCountsCliqueCells() {
        // Cliques (lonely, exciting, like_jj) and (like_jj, like_kj, date): 8 cells each.
        assertThatExceptionOfType(BudgetExceededException.class)
                .isThrownBy(() -> JunctionTree.run(Networks.dating(), Evidence.none(), 15))
                .satisfies(e -> assertThat(e.needed()).isEqualTo(16))
                .satisfies(e -> assertThat(e.budget()).isEqualTo(15))
                .withMessageContaining("the junction tree needs 16 table cells, over the budget of 15");
        assertThat(JunctionTree.run(Networks.dating(), Evidence.none(), 16).logEvidence())
                .isCloseTo(0, within(1e-12));
    }
}
