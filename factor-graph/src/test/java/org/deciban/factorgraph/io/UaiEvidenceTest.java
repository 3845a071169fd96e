package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UaiEvidenceTest {
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("a", "0", "1")
            .variable("b", "0", "1", "2")
            .variable("c", "0", "1")
            .build();

    private static Evidence read(String text) {
        return UaiEvidence.read(new StringReader(text), "f.evid", GRAPH);
    }

    private static String message(String text) {
        return catchThrowableOfType(FormatException.class, () -> read(text)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2 1 2 0 0", "2\n1 2\n0 0\n\n", "1\n2 1 2 0 0\n", "1 2 1 2 0 0", "# two\r\n1\r\n2 1 2 0 0\r\n"})
    void bothLayoutsAreRead(String text) {
        assertThat(read(text))
                .isEqualTo(GRAPH.evidence().observe("b", "2").observe("a", "0").build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 1 0", "1\n1 0\n\n", "1\n1 1 0"})
    void oneObservationIsReadInBothLayouts(String text) {
        assertThat(read(text)).isEqualTo(GRAPH.evidence().observe("b", "0").build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0\n", "1\n0\n"})
    void noObservationIsNoEvidence(String text) {
        assertThat(read(text)).isEqualTo(Evidence.none());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "0 2 0!f.evid:1:3: expected the end of the file after 0 observations, found '2'",
                "2 1 2 0!f.evid:1:8: expected a variable and a state for each of 2 observations, found the end of the file",
                "2 1 2!f.evid:1:6: expected a variable and a state for each of 2 observations, found the end of the file",
                "1 3 0!f.evid:1:3: expected the index of a variable, 0 to 2, found '3'",
                "1 1 3!f.evid:1:5: expected the index of a state of b, 0 to 2, found '3'",
                "1 1 -1!f.evid:1:5: expected the index of a state of b, 0 to 2, found '-1'",
                "2 1 2 1 2!f.evid:1:7: expected every variable once, found b a second time",
                "4 0 0 1 1 2 1 0 0!f.evid:1:1: expected the number of observations, at most one for each variable, found '4'",
                "1 one 0!f.evid:1:3: expected the index of a variable, 0 to 2, found 'one'",
                "''!f.evid:1:1: expected the number of observations, at most one for each variable, found the end of the file"
            })
    void faultsAreLocated(String text, String message) {
        assertThat(message(text)).startsWith(message);
    }

    @Test
    void evidenceReadsBack(@TempDir Path folder) throws IOException {
        Evidence evidence = GRAPH.evidence().observe("c", "1").observe("b", "2").build();
        StringWriter text = new StringWriter();
        UaiEvidence.write(evidence, GRAPH, text);
        assertThat(text).hasToString("2 2 1 1 2\n");
        Path packed = folder.resolve("f.evid.gz");
        UaiEvidence.write(evidence, GRAPH, packed);
        assertThat(UaiEvidence.read(packed, GRAPH)).isEqualTo(evidence);
    }

    @Test
    void softEvidenceIsNotWritten() {
        Evidence soft = GRAPH.evidence().likelihood("a", 0.5, 0.25).build();
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class, () -> UaiEvidence.write(soft, GRAPH, new StringWriter())))
                .hasMessage("the evidence about a is soft; an .evid file holds observed states only");
    }
}
