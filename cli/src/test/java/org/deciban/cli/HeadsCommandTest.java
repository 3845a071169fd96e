package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.deciban.transformer.io.SafetensorsWriter;
import org.deciban.transformer.io.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadsCommandTest {
    @Test
    void theCatalogueIsAsPredicted() {
        Run run = Run.of("heads", "--inputs", "3", "--longest", "40");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("HEAD", "INTERVENTION", "DETECTOR", "induction", "gather heads of belief propagation")
                .contains("every number is as predicted to 1e-9");
    }

    @Test
    void jsonHoldsEveryNumber() {
        JsonNode answer = Run.of("heads", "--inputs", "1", "--longest", "32", "--seed", "5", "--json")
                .json();
        assertThat(answer.get("asPredicted").asBoolean()).isTrue();
        assertThat(answer.get("seed").asInt()).isEqualTo(5);
        assertThat(answer.get("heads")).hasSize(14);
        JsonNode score = answer.at("/heads/0/scores/0");
        assertThat(score.get("score").asText()).isEqualTo("previous token");
        assertThat(score.get("predicted").asDouble()).isEqualTo(1);
        assertThat(score.get("measured").asDouble()).isEqualTo(1);
        assertThat(answer.get("interventions")).isNotEmpty();
        assertThat(answer.get("memory")).hasSize(24);
    }

    @Test
    void sizesThatMakeNoSenseAreBadInput() {
        assertThat(Run.of("heads", "--inputs", "0").exit()).isEqualTo(2);
        assertThat(Run.of("heads", "--longest", "31").err()).contains("from 32 to 2048");
    }

    /** Two heads on a b c a b c: one that looks back one token, one that is all alike. */
    private static Path recorded(Path folder, double[][][] heads, boolean withTokens) throws IOException {
        Path file = folder.resolve("recorded.safetensors");
        int tokens = heads[0].length;
        SafetensorsWriter writer = new SafetensorsWriter()
                .add(
                        "attention",
                        TensorType.F32,
                        List.of(1L, (long) heads.length, (long) tokens, (long) tokens),
                        sink -> {
                            for (double[][] head : heads) {
                                for (double[] row : head) {
                                    for (double weight : row) {
                                        sink.putReal(weight);
                                    }
                                }
                            }
                        });
        if (withTokens) {
            writer.add("tokens", TensorType.I64, List.of((long) tokens), sink -> {
                for (int position = 0; position < tokens; position++) {
                    sink.putInteger(position % 3);
                }
            });
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            writer.writeTo(channel);
        }
        return file;
    }

    private static double[][][] twoHeads() {
        double[][][] heads = new double[2][6][6];
        for (int query = 0; query < 6; query++) {
            heads[0][query][Math.max(0, query - 1)] = 1;
            for (int key = 0; key <= query; key++) {
                heads[1][query][key] = 1.0 / (query + 1);
            }
        }
        return heads;
    }

    @Test
    void recordedAttentionIsScored(@TempDir Path folder) throws IOException {
        Path file = recorded(folder, twoHeads(), true);
        Run text = Run.of("heads", "detect", file.toString());
        assertThat(text.exit()).isZero();
        assertThat(text.out()).contains("LOOKS LIKE", "PREFIX MATCHING", "previous token");
        JsonNode answer = Run.of("heads", "detect", file.toString(), "--json").json();
        JsonNode previous = answer.at("/heads/0");
        assertThat(previous.get("looksLike").asText()).isEqualTo("previous token");
        assertThat(previous.at("/scores/previous token/mean").asDouble()).isEqualTo(1);
        assertThat(previous.at("/scores/previous token/places").asInt()).isEqualTo(5);
        // Causal and all alike: 1/(q + 1) at every query, which is chance.
        JsonNode alike = answer.at("/heads/1");
        assertThat(alike.get("looksLike").isNull()).isTrue();
        double chance = (1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0 + 1 / 6.0) / 5;
        assertThat(alike.at("/scores/previous token/mean").asDouble()).isCloseTo(chance, within(1e-7));
        assertThat(alike.at("/scores/previous token/chance").asDouble()).isCloseTo(chance, within(1e-12));
        // Of the three queries whose symbol came before: 1/4, 1/5 and 1/6.
        assertThat(alike.at("/scores/duplicate token/mean").asDouble())
                .isCloseTo((1 / 4.0 + 1 / 5.0 + 1 / 6.0) / 3, within(1e-7));
    }

    @Test
    void withoutSymbolsScoresThatReadThemAreLeftOut(@TempDir Path folder) throws IOException {
        JsonNode answer = Run.of(
                        "heads", "detect", recorded(folder, twoHeads(), false).toString(), "--json")
                .json();
        assertThat(answer.at("/heads/0/scores").has("first token")).isTrue();
        assertThat(answer.at("/heads/0/scores").has("prefix matching")).isFalse();
    }

    @Test
    void scoresBeforeTheSoftmaxAreBadInput(@TempDir Path folder) throws IOException {
        double[][][] heads = twoHeads();
        heads[1][3][0] = 7;
        Run run = Run.of("heads", "detect", recorded(folder, heads, true).toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("head 1", "query 3", "that sum to 1", "before the softmax");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aCompiledTransformerIsRun(@TempDir Path folder) {
        Path file = folder.resolve("wet.safetensors");
        assertThat(Run.of(
                                "compile",
                                Run.network("wet-grass"),
                                "-o",
                                file.toString(),
                                "--mode",
                                "loopy",
                                "--rounds",
                                "1")
                        .exit())
                .isZero();
        JsonNode answer = Run.of("heads", "detect", file.toString(), "--json").json();
        assertThat(answer.get("heads")).isNotEmpty();
        assertThat(answer.at("/heads/0/name").asText()).isEqualTo("sum.0");
        // The minus head looks at one key from every token.
        assertThat(answer.at("/heads/1/scores/sharpness/mean").asDouble()).isEqualTo(1);
    }

    @Test
    void filesThatCannotBeScoredAreBadInput(@TempDir Path folder) throws IOException {
        assertThat(Run.of("heads", "detect", "absent.safetensors").err()).contains("no such file");
        Path onnx = Files.write(folder.resolve("model.onnx"), new byte[] {1, 2});
        Run undeclared = Run.of("heads", "detect", onnx.toString());
        assertThat(undeclared.exit()).isEqualTo(2);
        assertThat(undeclared.err()).contains("model.onnx.heads.json", "--attentions");
        Files.writeString(
                folder.resolve("model.onnx.heads.json"),
                "{\"tokens\": \"ids\", \"attentions\": [\"a\"], \"sequences\": [[0, 1]]}");
        assertThat(Run.of("heads", "detect", onnx.toString()).exit()).isEqualTo(2);
        Path other = Files.write(folder.resolve("model.bin"), new byte[] {1});
        assertThat(Run.of("heads", "detect", other.toString()).err()).contains(".safetensors or .onnx");
    }

    @Test
    void aDemoShowsWhereHeadsLook() {
        Run parity = Run.of("demo", "parity", "101");
        assertThat(parity.exit()).isZero();
        assertThat(parity.out()).contains("Said:     110$", "Expected: 110$", "ITERATION LOOKS AT");
        Run induction = Run.of("demo", "induction", "xyzx");
        assertThat(induction.exit()).isZero();
        assertThat(induction.out()).contains("y at 2", "Said:     y with probability 1.0000");
        Run needle = Run.of("demo", "needle", "40", "--seed", "3");
        assertThat(needle.exit()).isZero();
        assertThat(needle.out()).contains("RETRIEVAL LOOKS AT");
        Run more = Run.of("demo", "count01", "21101");
        assertThat(more.exit()).isZero();
        assertThat(more.out()).contains("Said:     Y $", "balance 0.6667", "balance 0.4000");
        assertThat(Run.of("demo", "count01", "0012").out()).contains("Said:     N $", "balance -0.2500");
    }

    @Test
    void aDemoAsJson() {
        JsonNode answer = Run.of("demo", "parity", "11", "--json").json();
        assertThat(answer.get("answer").asText()).isEqualTo("10$");
        assertThat(answer.get("right").asBoolean()).isTrue();
        // At the separator, place 3, the iteration head reads place 1.
        assertThat(answer.at("/steps/0/position").asInt()).isEqualTo(3);
        assertThat(answer.at("/steps/0/looks/1/position").asInt()).isEqualTo(1);
        assertThat(answer.at("/steps/0/says").asText()).isEqualTo("1");
    }

    @Test
    void whatIsNoDemoOrNoInputOfItIsBadInput() {
        assertThat(Run.of("demo", "dance").err()).contains("'dance' is no demo", "induction, parity, needle");
        assertThat(Run.of("demo", "parity", "102").exit()).isEqualTo(2);
        assertThat(Run.of("demo", "count01", "013").err()).contains("symbols of 0, 1 and 2");
        assertThat(Run.of("demo", "induction", "a1").err()).contains("letters from a to z");
        assertThat(Run.of("demo", "needle", "five").exit()).isEqualTo(2);
        assertThat(Run.of("demo", "needle", "5").exit()).isEqualTo(2);
        assertThat(Run.of("demo").exit()).isEqualTo(2);
    }
}
