package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UaiSolutionTest {
    private static final FactorGraph GRAPH = FactorGraph.builder()
            .variable("a", "0", "1")
            .variable("b", "0", "1", "2")
            .build();

    private static double[][] marginals(String text) {
        return UaiSolution.readMarginals(new StringReader(text), "f.MAR", GRAPH);
    }

    private static double log10(String text) {
        return UaiSolution.readLog10PartitionFunction(new StringReader(text), "f.PR");
    }

    private static int[] assignment(String text) {
        return UaiSolution.readAssignment(new StringReader(text), "f.MPE", GRAPH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAR\n2 2 0.25 0.75 3 0.5 0.3 0.2",
                "MAR\r\n1\r\n2 2 0.25 0.75 3 0.5 0.3 0.2\r\n",
                "MAR\n2 2 1 0 3 1 0 0\n-BEGIN-\n2 2 0.25 0.75 3 0.5 0.3 0.2\n"
            })
    void marginalsAreReadInBothLayoutsAndTheLastSolutionCounts(String text) {
        assertThat(marginals(text)).isDeepEqualTo(new double[][] {{0.25, 0.75}, {0.5, 0.3, 0.2}});
    }

    @Test
    void partitionFunctionIsALogarithmToBaseTen() {
        assertThat(log10("PR\n-8.39145\n")).isEqualTo(-8.39145);
        assertThat(log10("PR\n1\n606.279\n")).isEqualTo(606.279);
        assertThat(log10("PR -inf")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void assignmentsAreReadInBothLayouts() {
        assertThat(assignment("MPE\n2 1 2\n")).containsExactly(1, 2);
        assertThat(assignment("MPE\n1\n2 1 2\n")).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "PR 2 2 1 0 3 1 0 0!f.MAR:1:1: expected 'MAR', found 'PR'",
                "MAR 3 2 1 0 3 1 0 0!f.MAR:1:5: expected 2, the number of variables, found '3'",
                "MAR 2 3 1 0 3 1 0 0!f.MAR:1:7: expected 2, the number of states of a, found '3'",
                "MAR 2 2 1.5 0 3 1 0 0!f.MAR:1:9: expected a probability, 0 to 1, found '1.5'",
                "MAR 2 2 1 0 3 1 0!f.MAR:1:18: expected a probability, 0 to 1, found the end of the file",
                "MAR 2 2 1 0 3 1 0 0 0!f.MAR:1:5: expected 1, the number of evidence sets before a solution of 8 words",
                "MAR 1 2 2 1 0 3 1 0 0 0!f.MAR:1:21: expected the end of the solution after 8 numbers, found '0'"
            })
    void faultsAreLocated(String text, String message) {
        assertThat(catchThrowableOfType(FormatException.class, () -> marginals(text)))
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PR nan", "PR inf", "PR", "PR x"})
    void partitionFunctionIsANumber(String text) {
        assertThat(catchThrowableOfType(FormatException.class, () -> log10(text)))
                .hasMessageContaining("expected a finite number or '-inf'");
    }

    @Test
    void statesOfAnAssignmentExist() {
        assertThat(catchThrowableOfType(FormatException.class, () -> assignment("MPE 2 1 3")))
                .hasMessage("f.MPE:1:9: expected the index of a state of b, 0 to 2, found '3'");
    }

    @Test
    void solutionsReadBackToTheBit(@TempDir Path folder) throws IOException {
        double[][] probabilities = {{1 / 3.0, 1 - 1 / 3.0}, {1e-300, 0.1, 0.9}};
        Path mar = folder.resolve("f.MAR");
        UaiSolution.writeMarginals(new Marginals(GRAPH.variables(), probabilities), mar);
        assertThat(UaiSolution.readMarginals(mar, GRAPH)).isDeepEqualTo(probabilities);
        Path pr = folder.resolve("f.PR");
        UaiSolution.writeLog10PartitionFunction(-1 / 3.0, pr);
        assertThat(UaiSolution.readLog10PartitionFunction(pr)).isEqualTo(-1 / 3.0);
        UaiSolution.writeLog10PartitionFunction(Double.NEGATIVE_INFINITY, pr);
        assertThat(Files.readString(pr)).isEqualTo("PR\n-inf\n");
        Path mpe = folder.resolve("f.MPE");
        UaiSolution.writeAssignment(new int[] {0, 2}, GRAPH, mpe);
        assertThat(Files.readString(mpe)).isEqualTo("MPE\n2 0 2\n");
        assertThat(UaiSolution.readAssignment(mpe, GRAPH)).containsExactly(0, 2);
    }

    @Test
    void valuesThatAreNoSolutionAreNotWritten(@TempDir Path folder) {
        Path file = folder.resolve("f");
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> UaiSolution.writeLog10PartitionFunction(Double.NaN, file)))
                .hasMessageContaining("NaN");
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> UaiSolution.writeAssignment(new int[] {0, 3}, GRAPH, file)))
                .hasMessage("variable b has no state with index 3; it has 3");
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class, () -> UaiSolution.writeAssignment(new int[] {0}, GRAPH, file)))
                .hasMessage("an assignment of 1 states to 2 variables");
        assertThat(file).doesNotExist();
    }
}
