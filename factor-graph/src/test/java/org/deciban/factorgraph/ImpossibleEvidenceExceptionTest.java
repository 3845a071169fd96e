package org.deciban.factorgraph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImpossibleEvidenceExceptionTest {
    @Test
    void itNamesTheEvidence() {
        Evidence evidence = FactorGraph.builder()
                .variable("x", "no", "yes")
                .build()
                .evidence()
                .observe("x", "yes")
                .build();
        ImpossibleEvidenceException thrown = new ImpossibleEvidenceException(evidence, "every state of x is ruled out");
        assertThat(thrown)
                .hasMessageStartingWith("the evidence x=yes has probability zero: every state of x is ruled out.");
        assertThat(thrown.evidence()).isSameAs(evidence);
    }

    @Test
    void withoutEvidenceItBlamesTheModel() {
        assertThat(new ImpossibleEvidenceException(Evidence.none(), "every state of x is ruled out"))
                .hasMessageStartingWith("the model gives every joint assignment probability zero");
    }
}
