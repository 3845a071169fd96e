package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.factorgraph.io.Uai;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;
import org.deciban.proofs.generators.Pasteable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failing claim prints can be given to the command as it stands. */
class PastedCaseTest {
    @TempDir
    private Path folder;

    @Test
    void theEvidenceIsReadBackBitForBit() {
        for (long seed = 0; seed < 300; seed++) {
            Case given = Cases.draw(new Random(seed), false);
            Pasteable pasted = Pasteable.of(given);
            FactorGraph graph = Uai.read(new StringReader(pasted.model()), "pasted");
            Evidence read = pasted.evidence().isEmpty()
                    ? Evidence.none()
                    : EvidenceSyntax.parse(graph, List.of(pasted.evidence()));
            for (Variable variable : given.graph().variables()) {
                Variable counterpart = graph.variables().get(given.graph().indexOf(variable));
                assertThat(read.likelihood(counterpart))
                        .isEqualTo(given.evidence().likelihood(variable));
            }
        }
    }

    @Test
    void theCommandVerifiesWhatWasPasted() throws IOException {
        List<Case> cases = LongStream.range(0, 100)
                .mapToObj(seed -> Cases.loopy(new Random(seed)))
                .filter(given -> given.evidenceKind().equals("both") && isPossible(given))
                .limit(5)
                .toList();
        assertThat(cases).hasSize(5);
        for (Case given : cases) {
            Pasteable pasted = Pasteable.of(given);
            Path file = Files.writeString(folder.resolve("pasted.uai"), pasted.toString());
            Run run = Run.of(
                    "verify",
                    file.toString(),
                    "--mode",
                    "loopy",
                    "--samples",
                    "0",
                    "--rounds",
                    Integer.toString(pasted.rounds()),
                    "--evidence",
                    pasted.evidence(),
                    "--json");
            assertThat(run.err()).isEmpty();
            assertThat(run.json().get("verdict").asText()).isEqualTo("VERIFIED");
        }
    }

    private static boolean isPossible(Case given) {
        try {
            Enumeration.run(given.graph(), given.evidence());
            return true;
        } catch (ImpossibleEvidenceException e) {
            return false;
        }
    }
}
