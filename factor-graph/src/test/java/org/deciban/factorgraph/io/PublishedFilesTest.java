package org.deciban.factorgraph.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published UAI, libDAI and aGrUM files, against each other and against numbers read off by hand. */
class PublishedFilesTest {
    /** They state 0 observations and list one. */
    private static final Set<String> MISCOUNTED = Set.of("paskin.evid", "simple5.evid", "simple6.evid");

    @TempDir
    private Path folder;

    @Test
    void everyModelReadsBackFromItsOwnFormat() throws IOException {
        List<Path> files = Stream.of(
                        SharedData.files("uai", ".uai", ".uai.gz"),
                        SharedData.files("fg", ".fg"),
                        SharedData.files("bif", ".bif", ".bif.gz"))
                .flatMap(List::stream)
                .toList();
        assertThat(files).hasSizeGreaterThan(60);
        for (Path file : files) {
            FactorGraph graph = ModelFiles.read(file);
            Path copy = folder.resolve(file.getFileName().toString().replace(".gz", ""));
            ModelFiles.write(graph, copy);
            assertThat(ModelFiles.read(copy)).as(file.toString()).isEqualTo(graph);
        }
    }

    @Test
    void everyEvidenceFileIsReadOrStatesAWrongCount() {
        for (Path file : SharedData.files("uai", ".evid")) {
            String name = file.getFileName().toString();
            if (MISCOUNTED.contains(name)) {
                assertThat(catchThrowableOfType(FormatException.class, () -> UaiEvidence.read(file, model(file))))
                        .hasMessage(file + ":2:1: expected the end of the file after 0 observations, found '2'");
            } else {
                Evidence evidence = UaiEvidence.read(file, model(file));
                assertThat(evidence.variables()).as(name).hasSize(observations(name));
            }
        }
    }

    /** The counts that the files state, where they are not 0. */
    private static int observations(String file) {
        return switch (file) {
            case "relational_2.uai.evid" -> 49;
            case "Pedigree_11.uai.evid", "Pedigree_12.uai.evid" -> 37;
            case "relational_1.uai.evid" -> 17;
            case "pedigree1.evid" -> 10;
            case "Promedus_14.uai.evid", "Promedus_17.uai.evid" -> 9;
            case "Promedus_11.uai.evid", "Promedus_18.uai.evid" -> 8;
            case "Promedus_19.uai.evid" -> 7;
            case "Promedus_20.uai.evid" -> 6;
            case "Promedus_13.uai.evid", "Promedus_15.uai.evid" -> 4;
            case "Promedus_21.uai.evid", "Promedus_34.uai.evid" -> 3;
            case "asia.uai.evid", "uai-test-model.evid", "uai-test-model2.evid" -> 2;
            case "ChestClinic.evid",
                    "cancer.evid",
                    "paskin.uai.evid",
                    "uai-dual-circ-reduced.evid",
                    "uai-dw-nopr-2017-04-30-logs.evid" -> 1;
            default -> 0;
        };
    }

    @Test
    void countOfEvidenceSetsIsNotAnObservation() {
        Path file = SharedData.path("uai/relational_1.uai.evid");
        Evidence evidence = UaiEvidence.read(file, model(file));
        FactorGraph graph = model(file);
        assertThat(evidence.findObservedState(graph.variables().get(19))).hasValue(1);
        assertThat(evidence.variables()).doesNotContain(graph.variables().get(17));
    }

    @Test
    void everyMarginalFileHasADistributionForEachVariable() {
        for (Path file : SharedData.files("uai", ".MAR")) {
            for (double[] distribution : UaiSolution.readMarginals(file, model(file))) {
                // Six digits for each of up to 21 states.
                assertThat(Arrays.stream(distribution).sum())
                        .as(file.toString())
                        .isCloseTo(1, within(1e-5));
            }
        }
    }

    @Test
    void partitionFunctionsAreToBaseTen() throws IOException {
        for (Path file : SharedData.files("uai", ".PR")) {
            String model = file.getFileName().toString().replace(".uai.PR", "");
            Path reference = SharedData.path("reference-uai").resolve(model + ".json");
            if (Files.exists(reference)) {
                String json = Files.readString(reference);
                String number =
                        json.substring(json.indexOf("\"log10Z\": ") + 10).split("[,}]", 2)[0];
                assertThat(UaiSolution.readLog10PartitionFunction(file))
                        .as(model)
                        .isCloseTo(Double.parseDouble(number), within(5e-4));
            }
        }
    }

    /** The model of an evidence or solution file: {@code a.uai.evid} and {@code a.evid} belong to {@code a.uai}. */
    private static FactorGraph model(Path file) {
        String name = file.getFileName().toString().replaceFirst("(\\.uai)?\\.[A-Za-z]+$", ".uai");
        Path plain = file.resolveSibling(name);
        return ModelFiles.read(Files.exists(plain) ? plain : file.resolveSibling(name + ".gz"));
    }

    @Test
    void libDaiAlarmHasTheNumbersOfItsFirstFactorsWhereTheyBelong() {
        FactorGraph graph = ModelFiles.read(SharedData.path("fg/alarm.fg"));
        assertThat(graph.variables()).hasSize(37);
        assertThat(graph.factors().get(0).scope()).extracting(Variable::name).containsExactly("x0", "x5");
        assertThat(graph.factors().get(0).table()).containsExactly(0.9, 0.01, 0.1, 0.99);
        assertThat(graph.factors().get(1).scope()).extracting(Variable::name).containsExactly("x1", "x4");
        assertThat(graph.factors().get(1).table()).containsExactly(0.95, 0.04, 0.01, 0.04, 0.95, 0.29, 0.01, 0.01, 0.7);
    }

    @Test
    void labelsMayHaveGaps() {
        assertThat(ModelFiles.read(SharedData.path("fg/maxprodbug.fg")).variables())
                .extracting(Variable::name)
                .containsExactly("x1", "x2", "x3");
    }

    @Test
    void dogProblemIsTheSameInUaiAndXmlbif() {
        FactorGraph xml = ModelFiles.read(SharedData.path("formats/agrum-dog.bifxml"));
        FactorGraph uai = ModelFiles.read(SharedData.path("formats/agrum-dog.uai"));
        assertThat(xml.factors())
                .extracting(Factor::table)
                .containsExactlyElementsOf(
                        uai.factors().stream().map(Factor::table).toList());
        assertThat(xml.factors().get(2).scope())
                .extracting(Variable::name)
                .containsExactly("bowel-problem", "family-out", "dog-out");
        assertThat(xml.factors().get(2).table()).containsExactly(0.99, 0.01, 0.97, 0.03, 0.9, 0.1, 0.3, 0.7);
    }

    @Test
    void asiaIsTheSameInUaiAndBif() {
        FactorGraph bif = ModelFiles.read(SharedData.path("formats/agrum-asia.bif"));
        FactorGraph uai = ModelFiles.read(SharedData.path("formats/agrum-asia.uai"));
        // P(X-ray | either), the factors over variables 5 and 7 of the one and the fourth block of the other.
        assertThat(uai.factors().get(7).table()).containsExactly(0.98, 0.02, 0.05, 0.95);
        assertThat(bif.factors().get(3).table()).containsExactly(0.98, 0.02, 0.05, 0.95);
    }

    @Test
    void commentsStandAnywhereInUai() {
        FactorGraph graph = ModelFiles.read(SharedData.path("formats/agrum-markov_example.uai"));
        assertThat(graph.factors().get(1).table()).containsExactly(0.210, 0.333, 0.457, 0.811, 0.000, 0.189);
    }

    @Test
    void indicesAfterTheTablesOfBnAreNotRead() {
        FactorGraph graph = ModelFiles.read(SharedData.path("uai/bn.uai"));
        assertThat(graph.factors()).hasSize(12);
        assertThat(graph.factors().get(11).table()).containsExactly(0.75, 0.25, 0.6, 0.4, 0.1125, 0.8875, 0.09, 0.91);
    }

    @ParameterizedTest
    @CsvSource({"agrum-alarm.bifxml, 37, 46, 509", "agrum-hailfinder.bifxml, 56, 66, 2656"})
    void xmlNetworksHaveTheirPublishedSizes(String file, int nodes, int arcs, int parameters) {
        FactorGraph graph = ModelFiles.read(SharedData.path("formats/" + file));
        assertThat(graph.variables()).hasSize(nodes);
        assertThat(graph.edgeCount() - graph.factors().size()).isEqualTo(arcs);
        int free = graph.factors().stream()
                .mapToInt(f -> f.size() - f.size() / f.findChild().orElseThrow().cardinality())
                .sum();
        assertThat(free).isEqualTo(parameters);
    }

    @Test
    void rowsOfInsuranceAreUsedAsWrittenOnlyWhenAskedFor() {
        Path file = SharedData.path("formats/agrum-insurance.bifxml");
        assertThat(catchThrowableOfType(FormatException.class, () -> ModelFiles.read(file)))
                .hasMessage(file + ":355:9: expected a row that sums to 1 within 1e-6, found the sum 1.000035 in"
                        + " P(OtherCarCost | RuggedAuto=Football, Accident=None)");
        ReadOptions options = ReadOptions.defaults().acceptUnnormalisedRows();
        assertThat(ModelFiles.read(file, ModelFormat.XMLBIF, options).variables())
                .hasSize(27);
    }

    @ParameterizedTest
    @ValueSource(strings = {"formats/agrum-carpo.bif", "formats/agrum-carpo.bifxml"})
    void carpoIsRefusedInBothFormats(String name) {
        Path file = SharedData.path(name);
        FormatException fault = catchThrowableOfType(FormatException.class, () -> ModelFiles.read(file));
        assertThat(fault.line()).isPositive();
        assertThat(fault.problems()).hasSizeGreaterThan(10);
    }
}
