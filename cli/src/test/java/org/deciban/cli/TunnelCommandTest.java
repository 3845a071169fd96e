package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.io.OnnxType;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.learned.LearnedOnnx;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.meters.WindTunnel;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunnelCommandTest {
    private static final String COUNTING = "../examples/tunnels/counting.onnx";
    private static final String FORGETFUL = "../examples/tunnels/forgetful.onnx";

    @TempDir
    private Path folder;

    /** The mean over k = 0 … 18 of log2(20 / (20 − k)): what a model does not know that always answers uniformly. */
    private static double uniformBits() {
        double sum = 0;
        for (int seen = 0; seen < 19; seen++) {
            sum += Math.log(20.0 / (20 - seen)) / Math.log(2);
        }
        return sum / 19;
    }

    @Test
    void aForeignFileIsMeasured() {
        Run run =
                Run.of("tunnel", "bijection", "--model", COUNTING, "--model", FORGETFUL, "--json", "--sequences", "20");
        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode answer = run.json();
        assertThat(answer.get("task").asText()).isEqualTo("bijection");
        assertThat(answer.get("sequences").asInt()).isEqualTo(20);
        assertThat(answer.get("seed").asInt()).isEqualTo(1);
        JsonNode counting = answer.at("/models/0");
        assertThat(counting.get("name").asText()).isEqualTo("counting.onnx");
        // Single precision.
        assertThat(counting.at("/totalVariation/maximum").asDouble()).isBetween(1e-9, 1e-7);
        assertThat(counting.at("/kl/maximum").asDouble()).isLessThan(1e-13);
        assertThat(counting.get("withinTolerance").asBoolean()).isFalse();
        assertThat(counting.at("/kl/byPosition")).hasSize(19);
        JsonNode forgetful = answer.at("/models/1");
        assertThat(forgetful.at("/kl/mean").asDouble()).isEqualTo(uniformBits(), within(1e-6));
        assertThat(forgetful.at("/publishedMeter/mean").asDouble()).isEqualTo(uniformBits(), within(1e-6));
        assertThat(forgetful.at("/kl/maximum").asDouble()).isEqualTo(Math.log(10) / Math.log(2), within(1e-6));
        assertThat(answer.at("/published/0/bits").asDouble()).isEqualTo(0.003);
    }

    @Test
    void theTextNamesTheWorstPlaceAndWarnsOfThePublishedMeter() {
        Run run = Run.of("tunnel", "bijection", "--model", FORGETFUL, "--sequences", "5");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("5 sequences of 37 tokens, asked at 19 positions, seed 1; 2^61.1 hypotheses")
                .contains("3.32 at 0:36")
                .contains("arXiv:2512.22471, whose versions contradict each other")
                .contains("a model may be wrong everywhere and read 0");
    }

    /** Of zeros and gains of 1 a model answers uniformly, whatever its kind. */
    private String uniform(LearnedSpec spec) {
        Path file = folder.resolve(spec.kind().label() + ".safetensors");
        LearnedWeights.of(
                        spec,
                        shape -> {
                            double[] values = new double[shape.rows() * shape.columns()];
                            Arrays.fill(values, shape.name().endsWith("gain") ? 1 : 0);
                            return values;
                        },
                        Map.of())
                .write(file);
        return "learned:" + file;
    }

    @Test
    void learnedFilesAreMeasuredAndComparedWithEachOther() {
        AnalyticTask task = Bijection.published();
        Run run = Run.of(
                "tunnel",
                "bijection",
                "--model",
                uniform(LearnedSpec.transformer(task, 8, 2, 1, 8)),
                "--model",
                uniform(LearnedSpec.mlp(task, 8, 1, 8)),
                "--sequences",
                "10");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("the transformer is 1 times closer than the mlp by KL(exact ‖ model): LESS THAN 20")
                .contains("the transformer is 1 times closer than the mlp by the published meter: LESS THAN 20")
                .containsPattern("mlp .*1\\.11 .*\\(1\\.85, 0\\.462\\)");
    }

    /** Exported, and then run by ONNX Runtime without a declaration: the same numbers twice. */
    @Test
    void anExportedModelIsMeasuredLikeItsWeights() {
        AnalyticTask task = new HmmFiltering(3, 2, 8, 6);
        LearnedWeights weights = LearnedWeights.initial(LearnedSpec.transformer(task, 8, 2, 1, 8), 1);
        Path file = folder.resolve("t.safetensors");
        Path onnx = folder.resolve("t.onnx");
        weights.write(file);
        LearnedOnnx.write(weights, OnnxType.FLOAT64, onnx);
        Run run = Run.of(
                "tunnel",
                "hmm",
                "--states",
                "3",
                "--symbols",
                "2",
                "--levels",
                "8",
                "--length",
                "6",
                "--sequences",
                "10",
                "--model",
                "learned:" + file,
                "--model",
                onnx.toString(),
                "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        // What was published is of another size: it is told, and put beside no model.
        assertThat(run.json().at("/published/0/size").asText()).isEqualTo("5 states and 5 symbols");
        assertThat(run.json().at("/models/0/publishedMeter/published")).isEmpty();
        for (String meter : List.of("kl", "totalVariation", "entropyError", "publishedMeter")) {
            double ours = run.json().at("/models/0/" + meter + "/mean").asDouble();
            assertThat(ours).isGreaterThan(1e-3);
            assertThat(run.json().at("/models/1/" + meter + "/mean").asDouble()).isEqualTo(ours, within(1e-12));
        }
    }

    /** Of a model that answers uniformly nothing changes, whatever is taken away. */
    @Test
    void modelsAreLookedInto() {
        Run run = Run.of(
                "tunnel",
                "bijection",
                "--model",
                uniform(LearnedSpec.transformer(Bijection.published(), 4, 1, 1, 4)),
                "--sequences",
                "5",
                "--ablations",
                "--probes",
                "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode tables = run.json().get("tables");
        assertThat(tables.findValuesAsText("title")).anyMatch(title -> title.contains("Key orthogonality"));
        JsonNode ablations = tables.get(tables.size() - 2);
        assertThat(ablations.at("/title").asText()).startsWith("Ablations of transformer");
        assertThat(ablations.at("/model").asText()).isEqualTo("transformer");
        for (JsonNode row : ablations.get("rows")) {
            assertThat(row.at("/KL/value").asDouble()).isEqualTo(uniformBits(), within(1e-9));
            assertThat(row.at("/change/value").asDouble()).isEqualTo(0, within(1e-12));
        }
        // Of 20 values there are 9 and 19 keys that it takes, and 20 that are beyond its positions.
        JsonNode lengths = tables.get(tables.size() - 1).get("rows");
        assertThat(lengths).hasSize(3);
        assertThat(lengths.get(1).at("/all positions/value").asDouble()).isEqualTo(uniformBits(), within(1e-9));
        assertThat(lengths.get(2).toString()).contains("cannot: the model transformer has 37 positions, got 39");
    }

    @Test
    void chartsAreWritten() throws Exception {
        Path charts = folder.resolve("some/charts");
        Run run = Run.of("tunnel", "bijection", "--model", COUNTING, "--sequences", "5", "--plot", charts.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        for (String chart : List.of("entropy", "kl", "entropy-error", "calibration")) {
            assertThat(Files.readAllBytes(charts.resolve("bijection-" + chart + ".png")))
                    .startsWith(0x89, 'P', 'N', 'G');
        }
    }

    private static double[][] moved(double[][] rows, double mass) {
        for (double[] row : rows) {
            int most = row[0] > row[1] ? 0 : 1;
            row[most] -= mass;
            row[1 - most] += mass;
        }
        return rows;
    }

    /** A model that claims to be exact and moves a millionth is refuted; one that moves as much as rounding does is not. */
    @Test
    void aConstructedModelThatIsOffIsRefuted() {
        AnalyticTask task = HmmFiltering.published(5);
        Sample sample = Sample.draw(task, 10, 1);
        for (double mass : new double[] {1e-6, 1e-14}) {
            SequenceModel model =
                    SequenceModel.of("moved", (tokens, positions) -> moved(task.posterior(tokens, positions), mass));
            TunnelReport report = new TunnelReport(
                    sample,
                    1e-12,
                    List.of(new TunnelReport.Result(
                            TunnelSubject.constructed(model), WindTunnel.measure(model, sample))),
                    List.of(),
                    List.of());
            assertThat(report.isAsClaimed()).isEqualTo(mass < 1e-12);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            TunnelText.print(Run.utf8(out), report);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains(mass < 1e-12 ? "moved: EXACT within 1e-12" : "moved: NOT EXACT: off by more than 1e-12");
        }
    }

    private static void assertBadInput(String message, String... arguments) {
        Run run = Run.of(arguments);
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void badInputIsNamed() throws Exception {
        assertBadInput("'maze' is no task. Maybe one of bijection", "tunnel", "maze");
        assertBadInput("--steps", "tunnel", "hmm", "--steps", "0");
        assertBadInput("--states is no option of bijection", "tunnel", "bijection", "--states", "3");
        assertBadInput("1 … 4 pairs, got 9", "tunnel", "bijection", "--values", "4", "--length", "9");
        assertBadInput("2 states", "tunnel", "hmm", "--states", "1");
        assertBadInput("'perfect' is no model", "tunnel", "hmm", "--model", "perfect");
        assertBadInput("no such file", "tunnel", "hmm", "--model", "none.onnx");
        assertBadInput("no such file", "tunnel", "hmm", "--model", "learned:none.safetensors");
        assertBadInput("--sequences is 0", "tunnel", "hmm", "--sequences", "0");
        assertBadInput("--tolerance is NaN", "tunnel", "hmm", "--tolerance", "NaN");
        assertBadInput("--declare needs one", "tunnel", "bijection", "--declare", "a.json");
        assertBadInput("--resume needs", "tunnel", "bijection", "--resume");
        assertBadInput("'gpt' is none of transformer, mlp, lstm", "tunnel", "hmm", "--train", "gpt");
        assertBadInput("all tokens of hmm", "tunnel", "hmm", "--model", COUNTING);
        assertBadInput("all tokens of bijection", "tunnel", "bijection", "--values", "21", "--model", COUNTING);
        Path declaration = Files.writeString(folder.resolve("d.json"), "{\"gives\": 1}");
        assertBadInput(
                "declaration, gives", "tunnel", "bijection", "--model", COUNTING, "--declare", declaration.toString());
        Path file = Files.writeString(folder.resolve("file"), "");
        assertBadInput(
                "cannot make the folder",
                "tunnel",
                "bijection",
                "--plot",
                file.resolve("x").toString());
        assertBadInput(
                "expected a model of 73 inputs and 5 outcomes for hmm, found 40 and 20",
                "tunnel",
                "hmm",
                "--model",
                uniform(LearnedSpec.mlp(Bijection.published(), 8, 1, 8)));
    }

    /** A sequence of more positions than were trained. */
    @Test
    void aModelThatDoesNotTakeTheSequencesSaysSo() {
        assertBadInput(
                "has 11 positions, got 37 tokens",
                "tunnel",
                "bijection",
                "--model",
                uniform(LearnedSpec.transformer(new Bijection(20, 6, 0), 8, 2, 1, 8)));
    }
}
