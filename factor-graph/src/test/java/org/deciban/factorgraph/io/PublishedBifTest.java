package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks of the bnlearn repository, against the sizes that its web page states; and BIF of other writers. */
class PublishedBifTest {
    @ParameterizedTest
    @CsvSource({
        "alarm.bif, 37, 46, 509",
        "asia.bif, 8, 8, 18",
        "barley.bif.gz, 48, 84, 114005",
        "cancer.bif, 5, 4, 10",
        "earthquake.bif, 5, 4, 10",
        "hailfinder.bif, 56, 66, 2656",
        "insurance.bif, 27, 52, 1008",
        "link.bif, 724, 1125, 14211",
        "mildew.bif.gz, 35, 46, 540150",
        "munin.bif.gz, 1041, 1397, 80592",
        "munin2.bif.gz, 1003, 1244, 69431",
        "munin3.bif.gz, 1041, 1306, 71059",
        "pathfinder.bif.gz, 109, 195, 72079",
        "pigs.bif, 441, 592, 5618",
        "sachs.bif, 11, 17, 178",
        "survey.bif, 6, 6, 21"
    })
    void networksHaveTheirPublishedSizes(String file, int nodes, int arcs, int parameters) {
        FactorGraph graph = ModelFiles.read(SharedData.path("bif/" + file));
        assertThat(graph.variables()).hasSize(nodes);
        assertThat(graph.edgeCount() - graph.factors().size()).isEqualTo(arcs);
        assertThat(graph.factors().stream()
                        .mapToInt(PublishedBifTest::parameters)
                        .sum())
                .isEqualTo(parameters);
    }

    /** The free parameters of a conditional table: one less than the states for every row. */
    private static int parameters(Factor factor) {
        int states = factor.findChild().orElseThrow().cardinality();
        return factor.size() / states * (states - 1);
    }

    @Test
    void surveyHasTheNumbersOfItsBook() {
        // Scutari and Denis, Bayesian Networks, 2014, chapter 1: P(education | age, sex).
        FactorGraph graph = Bif.read(SharedData.path("bif/survey.bif"));
        Factor education = graph.factors().get(2);
        assertThat(education.scope()).extracting(Variable::name).containsExactly("A", "S", "E");
        assertThat(education.table())
                .containsExactly(0.75, 0.25, 0.64, 0.36, 0.72, 0.28, 0.70, 0.30, 0.88, 0.12, 0.90, 0.10);
    }

    @Test
    void tableOfAGrumMeansTheSameAsTheRowsOfBnlearn() {
        // Both are the network of Lauritzen and Spiegelhalter, 1988: P(dyspnoea | either, bronchitis).
        Factor table =
                Bif.read(SharedData.path("formats/agrum-asia.bif")).factors().get(7);
        Factor rows = Bif.read(SharedData.path("bif/asia.bif")).factors().get(7);
        assertThat(table.table()).containsExactly(0.9, 0.1, 0.7, 0.3, 0.8, 0.2, 0.1, 0.9);
        assertThat(rows.scope()).extracting(Variable::name).containsExactly("bronc", "either", "dysp");
        assertThat(rows.table()).containsExactly(0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.1, 0.9);
    }

    @ParameterizedTest
    @CsvSource({"agrum-alarm.bif, 37, 509", "agrum-asia_bool.bif, 8, 18", "agrum-survey.bif, 6, 21"})
    void otherWritersAreRead(String file, int nodes, int parameters) {
        FactorGraph graph = ModelFiles.read(SharedData.path("formats/" + file));
        assertThat(graph.variables()).hasSize(nodes);
        assertThat(graph.factors().stream()
                        .mapToInt(PublishedBifTest::parameters)
                        .sum())
                .isEqualTo(parameters);
    }

    @Test
    void noisyMaxIsRefusedAndNotReadAsZeros() {
        Path carpo = SharedData.path("formats/agrum-carpo.bif");
        FormatException fault = catchThrowableOfType(FormatException.class, () -> Bif.read(carpo));
        assertThat(fault.line()).isEqualTo(503);
        assertThat(fault.getMessage()).contains("property function max", "Maybe this is a noisy-max");
    }
}
