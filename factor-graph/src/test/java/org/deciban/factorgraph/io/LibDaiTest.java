package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibDaiTest {
    /** The example of libDAI's page on file formats, which has no entry with index 5. */
    private static final String EXAMPLE =
            "# from the manual\n1\n\n3\n4 8 7\n3 2 2\n11\n0 0.1\n1 3.5\n2 2.8\n3 6.3\n4 8.4\n"
                    + "6 7.4\n7 2.4\n8 8.9\n9 1.3\n10 1.6\n11 2.6\n";

    private static FactorGraph read(String text) {
        return LibDai.read(new StringReader(text), "f.fg");
    }

    private static String write(FactorGraph graph) throws IOException {
        StringWriter text = new StringWriter();
        LibDai.write(graph, text);
        return text.toString();
    }

    @Test
    void firstVariableIsFastestInTheFileAndTheLastInTheFactor() {
        Variable x4 = Variable.of("x4", "0", "1", "2");
        Variable x7 = Variable.of("x7", "0", "1");
        Variable x8 = Variable.of("x8", "0", "1");
        FactorGraph graph = read(EXAMPLE);
        assertThat(graph.variables()).containsExactly(x4, x7, x8);
        // (x4, x8, x7) = (a, b, c) stands at a + 3·(b + 2·c) in the file and at (a·2 + b)·2 + c in the factor.
        assertThat(graph.factors())
                .containsExactly(
                        Factor.of(List.of(x4, x8, x7), 0.1, 7.4, 6.3, 1.3, 3.5, 2.4, 8.4, 1.6, 2.8, 8.9, 0, 2.6));
    }

    @Test
    void constantFactorHasNoVariables() {
        assertThat(read("2\n\n0\n\n\n1\n0 0.5\n\n1\n0\n2\n1\n1 3\n").factors())
                .containsExactly(Factor.of(List.of(), 0.5), Factor.of(List.of(Variable.of("x0", "0", "1")), 0, 3));
    }

    @Test
    void labelsAreKeptWhenTheNamesAreLabels() throws IOException {
        assertThat(read(write(read(EXAMPLE)))).isEqualTo(read(EXAMPLE));
        assertThat(write(read(EXAMPLE)))
                .startsWith("1\n\n3\n4 8 7\n3 2 2\n11\n0 0.1\n1 3.5\n2 2.8\n3 6.3\n4 8.4\n6 7.4\n");
    }

    @Test
    void labelsAreIndicesWhenTheNamesAreOthers() throws IOException {
        FactorGraph graph = FactorGraph.builder()
                .variable("x7", "yes", "no")
                .variable("x07", "yes", "no")
                .factor(List.of("x07", "x7"), 1, 2, 0, 4)
                .build();
        assertThat(write(graph)).isEqualTo("1\n\n2\n1 0\n2 2\n3\n0 1.0\n2 2.0\n3 4.0\n");
    }

    @Test
    void variableWithoutAFactorIsNotWritten() {
        FactorGraph graph = FactorGraph.builder().variable("a", "0", "1").build();
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> write(graph)))
                .hasMessage(
                        "the graph cannot be written as a libDAI factor graph: variable a has no factor. Maybe give it a"
                                + " factor of ones");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "x!f.fg:1:1: expected the number of factors, found 'x'",
                "0!f.fg: expected at least one variable, found none",
                "1 2 0!f.fg:1:6: expected the label of a variable, found the end of the file",
                "1 1 -1!f.fg:1:5: expected the label of a variable, found '-1'",
                "1 1 0 0!f.fg:1:7: expected the number of states of x0, at least 1, found '0'",
                "1 1 0 2 3!f.fg:1:9: expected the number of nonzero entries, 0 to 2, found '3'",
                "1 1 0 2 1 2 1!f.fg:1:11: expected the index of an entry, 0 to 1, found '2'",
                "1 1 0 2 2 1 1 1 1!f.fg:1:15: expected every entry once, found index 1 a second time",
                "1 1 0 2 1 1 -1!f.fg:1:13: expected a finite number ≥ 0, found '-1'",
                "1 1 0 2 1 1 1 1!f.fg:1:15: expected the end of the file after 1 factors, found '1'",
                "1 1 0 2 0!f.fg:1:3: expected a factor, found factor f(x0) is zero everywhere",
                "1 2 0 0 2 2 1 0 1!f.fg:1:3: expected a factor, found factor f(x0, x0) has the variable x0 twice in its scope",
                "2 1 0 2 1 1 1 1 0 3!f.fg:1:19: expected the number of states of x0, which is 2 above, found '3'",
                "1 1 0 2000000000!f.fg:1:17: expected what fits into memory, found a variable of 2000000000 states"
            })
    void faultsAreLocated(String text, String message) {
        assertThat(catchThrowableOfType(FormatException.class, () -> read(text)))
                .hasMessageStartingWith(message);
    }
}
