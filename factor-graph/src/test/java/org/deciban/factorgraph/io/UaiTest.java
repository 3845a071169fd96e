package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UaiTest {
    private static final String MARKOV = "MARKOV\n3\n2 2 3\n2\n2 0 1\n2 1 2\n4\n0.1 0.9\n0.2 0.8\n6\n1 2 3\n4 5 6\n";
    private static final String BAYES = "BAYES\n2\n2 2\n2\n1 1\n2 1 0\n2\n0.25 0.75\n4\n0.5 0.5 0 1\n";

    private static FactorGraph read(String text) {
        return Uai.read(new StringReader(text), "f.uai");
    }

    private static String message(String text) {
        return catchThrowableOfType(FormatException.class, () -> read(text)).getMessage();
    }

    @Test
    void markovFilesHavePlainFactorsWithTheLastVariableFastest() {
        FactorGraph graph = read(MARKOV);
        Variable x1 = Variable.of("x1", "0", "1");
        Variable x2 = Variable.of("x2", "0", "1", "2");
        assertThat(graph.variables()).containsExactly(Variable.of("x0", "0", "1"), x1, x2);
        assertThat(graph.factors().get(1)).isEqualTo(Factor.of(List.of(x1, x2), 1, 2, 3, 4, 5, 6));
    }

    @Test
    void bayesFilesHaveConditionalFactorsWithTheChildLast() {
        FactorGraph graph = read(BAYES);
        Variable x0 = Variable.of("x0", "0", "1");
        Variable x1 = Variable.of("x1", "0", "1");
        assertThat(graph.factors())
                .containsExactly(
                        Factor.conditional(x1, List.of(), 0.25, 0.75),
                        Factor.conditional(x0, List.of(x1), 0.5, 0.5, 0, 1));
    }

    @Test
    void commentsLineEndsAndTheDivisionIntoLinesDoNotMatter() {
        String text = "# a comment\r\n"
                + MARKOV.replace("\n", " ")
                        .replace(" 2 0 1", " 2 0 1# scope\r\n")
                        .stripTrailing();
        assertThat(read(text)).isEqualTo(read(MARKOV));
    }

    @Test
    void constantFactorHasAnEmptyScope() {
        assertThat(read("MARKOV 1 2 1 0 1 0.5").factors()).containsExactly(Factor.of(List.of(), 0.5));
    }

    @Test
    void integersAfterTheTablesArePassedOverAndOtherTextIsNot() {
        assertThat(read(BAYES + "0\n2 0 1\n")).isEqualTo(read(BAYES));
        assertThat(message(BAYES + "2\n0.5 0.5\n"))
                .isEqualTo("f.uai:12:1: expected the end of the file, or integers, found '0.5'");
    }

    @Test
    void rowsOfBayesFilesNeedNotSumToOne() {
        assertThat(read(BAYES.replace("0.5 0.5 0 1", "0 0 0 1"))
                        .factors()
                        .get(1)
                        .table())
                .containsExactly(0, 0, 0, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "MARKOV!MARKUP!f.uai:1:1: expected 'MARKOV' or 'BAYES', found 'MARKUP'",
                "MARKOV 3!MARKOV 0!f.uai:1:8: expected the number of variables, at least 1, found '0'",
                "2 2 3!2 0 3!f.uai:1:12: expected the number of states of x1, at least 1, found '0'",
                "2 2 3!2 999999999 3!f.uai:1:22: expected what fits into memory, found a variable of 999999999 states",
                "3 2 2 3 2 2!3 2 2 3 2 4!f.uai:1:18: expected the size of scope 0, 0 to 3, found '4'",
                "2 1 2!2 1 3!f.uai:1:28: expected the index of a variable, 0 to 2, found '3'",
                "2 1 2!2 1 1!f.uai:1:48: expected 4, the size of the table over [x1, x1], found '6'",
                "4 0.1!5 0.1!f.uai:1:30: expected 4, the size of the table over [x0, x1], found '5'",
                "0.9!-0.9!f.uai:1:36: expected a finite number ≥ 0, found '-0.9'",
                "0.9!0,9!f.uai:1:36: expected a finite number ≥ 0, found '0,9'",
                "0.1 0.9 0.2 0.8!0 0 0 0!f.uai:1:30: expected a table of a factor, found factor f(x0, x1) is zero everywhere",
                "5 6!5!f.uai:1:60: expected a number for every entry of the table, found the end of the file. Maybe"
            })
    void faultsAreLocated(String good, String bad, String message) {
        String text = MARKOV.replace("\n", " ");
        assertThat(text).contains(good);
        assertThat(message(text.replace(good, bad))).startsWith(message);
    }

    @Test
    void bayesFilesHaveOneFactorForEveryChildAndNoCycle() {
        assertThat(message(BAYES.replace("2 1 0", "2 0 1")))
                .isEqualTo(
                        "f.uai:6:1: expected one probability table for a variable, found a second one for 'x1', the first is"
                                + " in line 5\nf.uai:3:1: expected a probability table for every variable, found none for 'x0'");
        assertThat(message("BAYES 2 2 2 2 2 1 0 2 0 1 4 1 0 1 0 4 1 0 1 0"))
                .contains("expected parents without a directed cycle, found a cycle through some of 'x0', 'x1'");
        assertThat(message("BAYES 1 2 1 0 1 1"))
                .startsWith("f.uai:1:13: expected the size of scope 0, 1 to 1, found '0'");
    }

    @Test
    void tablesThatDoNotFitAreRefusedBeforeTheyAreMade() {
        String indices = IntStream.range(0, 70).mapToObj(i -> " " + i).collect(Collectors.joining());
        assertThat(message("MARKOV 70" + " 2".repeat(70) + " 1 70" + indices + " 4 1 1 1 1"))
                .contains("expected what fits into memory, found a table over [x0, x1,");
        assertThat(message("MARKOV 31 " + "2 ".repeat(31) + "1 31" + indices.substring(0, 83) + " 2147483648 1 1"))
                .contains("expected what fits into memory, found a table over [x0, x1,");
    }

    @Test
    void writingKeepsFactorsAndLosesNames() throws IOException {
        FactorGraph named = FactorGraph.builder()
                .variable("rain", "yes", "no")
                .variable("grass", "wet", "damp", "dry")
                .conditional("rain", List.of(), 0.2, 0.8)
                .conditional("grass", List.of("rain"), 0.6, 0.3, 0.1, 0.1, 0.2, 0.7)
                .build();
        StringWriter bayes = new StringWriter();
        Uai.writeBayes(named, bayes);
        assertThat(bayes).hasToString("BAYES\n2\n2 3\n2\n1 0\n2 0 1\n\n2\n0.2 0.8\n\n6\n0.6 0.3 0.1 0.1 0.2 0.7\n");
        StringWriter markov = new StringWriter();
        Uai.writeMarkov(named, markov);
        assertThat(markov).hasToString(bayes.toString().replace("BAYES", "MARKOV"));
    }

    @Test
    void bayesNeedsABayesianNetwork() {
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class, () -> Uai.writeBayes(read(MARKOV), new StringWriter())))
                .hasMessage(
                        "the graph cannot be written as UAI BAYES: factor f(x0, x1) is not conditional; factor f(x1, x2) is"
                                + " not conditional; variable x0 has no conditional factor; variable x1 has no conditional factor;"
                                + " variable x2 has no conditional factor");
    }
}
