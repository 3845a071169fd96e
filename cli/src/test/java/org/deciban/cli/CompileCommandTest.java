package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.factorgraph.io.Bif;
import org.deciban.transformer.onnx.OnnxModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompileCommandTest {
    private static final String WET_GRASS = Run.network("wet-grass");
    private static final String DATING = Run.network("dating");

    @TempDir
    private Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.safetensors", "m.onnx", "M.ONNX"})
    void whatIsWrittenIsVerifiedAndInfers(String name) {
        Run written = Run.of("compile", WET_GRASS, "-o", file(name), "--json");
        assertThat(written.exit()).as(written.err()).isZero();
        JsonNode report = written.json();
        List<String> keys = new ArrayList<>();
        report.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactly("model", "file", "format", "type", "bytes", "construction", "task", "transformer");
        assertThat(report.get("bytes").asLong())
                .isEqualTo(folder.resolve(name).toFile().length());
        assertThat(report.at("/transformer/mode").asText()).isEqualTo("exact");

        Run verified = Run.of("verify", WET_GRASS, "--transformer", file(name), "--json");
        assertThat(verified.exit()).as(verified.err()).isZero();
        assertThat(verified.json().get("checks").findValuesAsText("name")).contains("transformer = exact posterior");
        Run inferred = Run.of("infer", WET_GRASS, "--transformer", file(name), "--evidence", "grass=wet", "--json");
        assertThat(inferred.json().at("/posteriors/rain/yes").asDouble()).isCloseTo(7061 / 13406.0, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.safetensors", "m.onnx"})
    void modeRoundsDampingAndConstructionAreInTheFile(String name) {
        Run written = Run.of(
                "compile",
                DATING,
                "-o",
                file(name),
                "--mode",
                "loopy",
                "--rounds",
                "2",
                "--damping",
                "0.25",
                "--construction",
                "log-odds");
        assertThat(written.exit()).as(written.err()).isZero();
        assertThat(written.out()).contains("2 rounds", "construction log-odds", name);
        JsonNode report =
                Run.of("verify", DATING, "--transformer", file(name), "--json").json();
        assertThat(report.at("/models/0/mode").asText()).isEqualTo("loopy");
        assertThat(report.at("/models/0/rounds").asInt()).isEqualTo(2);
        assertThat(report.get("verdict").asText()).isEqualTo("VERIFIED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.safetensors", "m.onnx"})
    void weightsInFloat32AreVerifiedToWhatFloat32Holds(String name) {
        assertThat(Run.of("compile", WET_GRASS, "-o", file(name), "--float32").out())
                .contains("float32");
        Run run = Run.of("verify", WET_GRASS, "--transformer", file(name), "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        for (JsonNode check : run.json().get("checks")) {
            assertThat(check.get("tolerance").asDouble()).isEqualTo(1e-5);
        }
        assertThat(run.json().at("/checks/0/name").asText()).isEqualTo("transformer = exact posterior");
        assertThat(run.json().at("/checks/0/worst").asDouble()).isBetween(1e-12, 1e-5);
    }

    /** Without this project's code but for the order of the inputs: the file alone gives the posteriors. */
    @Test
    void anOnnxFileOfAFixedBatchGivesThePosteriorsByItself() {
        assertThat(Run.of("compile", WET_GRASS, "-o", file("m.onnx"), "--batch", "3")
                        .exit())
                .isZero();
        OnnxModelFile alone = OnnxModelFile.open(folder.resolve("m.onnx"));
        FactorGraph graph = Bif.read(Path.of(WET_GRASS));
        double[] none = new double[alone.description().inputs()];
        double[][] posteriors = alone.posteriors(new double[][] {none})[0];
        assertThat(alone.description().batch()).hasValue(3);
        for (int v = 0; v < graph.variables().size(); v++) {
            double expected = Enumeration.run(graph, Evidence.none())
                    .marginals()
                    .probability(graph.variables().get(v), 1);
            assertThat(posteriors[v][1]).isCloseTo(expected, within(1e-13));
        }
    }

    @Test
    void aFileThatIsThereIsReplacedAndNothingElseIsLeft() throws IOException {
        Files.writeString(folder.resolve("m.onnx"), "old");
        assertThat(Run.of("compile", DATING, "-o", file("m.onnx")).exit()).isZero();
        assertThat(Files.size(folder.resolve("m.onnx"))).isGreaterThan(1000);
        assertThat(files()).containsExactly("m.onnx");
    }

    @Test
    void whatCannotBeWrittenLeavesNothing() throws IOException {
        assertRefused(Run.of("compile", DATING, "-o", file("m.txt")), ".safetensors or .onnx");
        assertRefused(Run.of("compile", DATING, "-o", file("no/m.onnx")), "there is no directory");
        assertRefused(Run.of("compile", DATING), "-o");
        assertRefused(Run.of("compile", DATING, "-o", file("m.safetensors"), "--batch", "2"), "--batch is for .onnx");
        assertRefused(Run.of("compile", DATING, "-o", file("m.onnx"), "--batch", "0"), "--batch");
        assertRefused(
                Run.of("compile", DATING, "-o", file("m.onnx"), "--construction", "published"),
                "at most two neighbours",
                "rows or log-odds");
        assertRefused(
                Run.of("compile", Run.network("grid-3x3"), "-o", file("m.onnx"), "--construction", "log-odds"),
                "log-odds take variables of 2");
        assertThat(files()).isEmpty();
        Files.createDirectory(folder.resolve("d.onnx"));
        assertRefused(Run.of("compile", DATING, "-o", file("d.onnx")), "is a directory");
        assertThat(files()).containsExactly("d.onnx");
    }

    private static void assertRefused(Run run, String... inTheMessage) {
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("deciban: ").contains(inTheMessage).doesNotContain("\tat ", "internal error");
    }
}
