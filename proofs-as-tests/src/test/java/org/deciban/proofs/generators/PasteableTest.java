package org.deciban.proofs.generators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Test;

class PasteableTest {

    @Test
    void aCaseIsAFileAndAnArgument() {
        FactorGraph graph = FactorGraph.builder()
                .variable("rain", "no", "yes")
                .variable("x1", "0", "1", "2")
                .factor(List.of("rain", "x1"), 0.1, 0.2, 1e-20, 0, 5, 6)
                .build();
        Pasteable text = Pasteable.of(
                graph,
                graph.evidence()
                        .observe("rain", "yes")
                        .likelihood("x1", 0.25, 1e-9, 1)
                        .build(),
                3);

        assertThat(text).hasToString("""
                # x0: rain [no, yes]
                MARKOV
                2
                2 3
                1
                2 0 1

                6
                0.1 0.2 1.0E-20 0.0 5.0 6.0
                # --rounds 3 --evidence x0=1,x1~0.25:1.0E-9:1.0
                """);
    }
}
