package org.deciban.tunnels.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.io.SafetensorsReader;
import org.deciban.transformer.io.SafetensorsWriter;
import org.deciban.transformer.io.TensorType;
import org.deciban.transformer.io.TransformerFormatException;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LearnedWeightsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void weightsAreReadAsTheyWereWritten(ModelKind kind) {
        LearnedWeights weights = RandomModels.weights(RandomModels.spec(kind, false), 1);
        Path file = folder.resolve("weights.safetensors");
        weights.write(file);
        assertThat(LearnedWeights.read(file)).isEqualTo(weights);
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void floatsTakeHalfTheBytesAndAreReadAsTheyWereWritten(ModelKind kind) {
        LearnedWeights weights = LearnedWeights.initial(RandomModels.spec(kind, true), 1);
        Path file = folder.resolve("weights.safetensors");
        weights.write(file);
        assertThat(LearnedWeights.read(file)).isEqualTo(weights);
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            assertThat(reader.tensors().values()).allMatch(tensor -> tensor.type() == TensorType.F32);
        }
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() {
        LearnedSpec spec = RandomModels.spec(ModelKind.TRANSFORMER, true);
        assertThat(LearnedWeights.initial(spec, 7)).isEqualTo(LearnedWeights.initial(spec, 7));
        assertThat(LearnedWeights.initial(spec, 7).values("output.weight"))
                .isNotEqualTo(LearnedWeights.initial(spec, 8).values("output.weight"));
    }

    @Test
    void theNumberOfWeightsIsThatOfTheFormula() {
        // Counted by hand: embeddings 5·8 + 9·8; a layer 16 + 4·64 + 8 + 16 + 8·12 + 12 + 12·8 + 8; read-out 16 + 8·4 +
        // 4.
        LearnedSpec transformer = new LearnedSpec(ModelKind.TRANSFORMER, 5, 4, 9, 8, 2, 3, 12, true);
        assertThat(transformer.parameters()).isEqualTo(112 + 3 * 508 + 52);
        // Embedding 5·8; a layer 2·(8·32) + 32; read-out 36.
        LearnedSpec lstm = new LearnedSpec(ModelKind.LSTM, 5, 4, 9, 8, 0, 2, 0, true);
        assertThat(lstm.parameters()).isEqualTo(40 + 2 * 544 + 36);
    }

    @Test
    void matchingModelsHaveAsManyWeightsWithinTwoPercent() {
        for (LearnedSpec transformer : List.of(
                LearnedSpec.transformer(new Bijection(8, 7, 0), 32, 2, 2, 128),
                LearnedSpec.transformer(Bijection.published(), 192, 6, 6, 768),
                LearnedSpec.transformer(HmmFiltering.published(20), 64, 4, 3, 256))) {
            for (LearnedSpec other : List.of(transformer.matchingMlp(), transformer.matchingLstm())) {
                assertThat((double) other.parameters() / transformer.parameters())
                        .isBetween(0.98, 1.02);
            }
        }
    }

    @Test
    void aFileThatWasCutOffIsRefused() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        RandomModels.weights(RandomModels.spec(ModelKind.MLP, true), 1).write(file);
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 8));
        assertThatThrownBy(() -> LearnedWeights.read(file))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("truncated");
    }

    @Test
    void aFileOfAnotherProgramIsRefused() throws IOException {
        Path file = written(new SafetensorsWriter());
        assertThatThrownBy(() -> LearnedWeights.read(file))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("deciban.learned");
    }

    @Test
    void aSpecThatIsNoneIsRefused() throws IOException {
        for (String spec : List.of(
                "{}",
                "[",
                spec("gru", 0),
                spec("transformer", 5),
                spec("mlp", 0).replace("true", "1"))) {
            Path file = written(new SafetensorsWriter().metadata("deciban.learned", spec));
            assertThatThrownBy(() -> LearnedWeights.read(file)).isInstanceOf(TransformerFormatException.class);
        }
    }

    private static String spec(String kind, int heads) {
        return "{\"kind\":\"" + kind + "\",\"inputs\":1,\"outcomes\":2,\"maximum_length\":1,\"width\":4,\"heads\":"
                + heads + ",\"layers\":1,\"hidden\":2,\"causal\":true}";
    }

    @Test
    void aMissingTensorIsNamed() throws IOException {
        Path file = written(new SafetensorsWriter().metadata("deciban.learned", spec("mlp", 0)));
        assertThatThrownBy(() -> LearnedWeights.read(file))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("embedding.token");
    }

    @Test
    void aTensorOfAnotherShapeIsNamed() throws IOException {
        Path file = written(new SafetensorsWriter()
                .metadata("deciban.learned", spec("mlp", 0))
                .add("embedding.token", TensorType.F64, List.of(2L, 2L), sink -> {
                    for (int i = 0; i < 4; i++) {
                        sink.putReal(1);
                    }
                }));
        assertThatThrownBy(() -> LearnedWeights.read(file))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("embedding.token")
                .hasMessageContaining("[1, 4]");
    }

    @Test
    void aTensorTooManyIsNamed() {
        LearnedWeights weights = LearnedWeights.initial(RandomModels.spec(ModelKind.MLP, true), 1);
        Path file = folder.resolve("state.safetensors");
        TrainingState.start(weights).write(file);
        assertThatThrownBy(() -> LearnedWeights.read(file))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("state of a training");
    }

    @Test
    void theStateOfATrainingIsReadAsItWasWritten() {
        LearnedSpec spec = RandomModels.spec(ModelKind.LSTM, true);
        TrainingState state = new TrainingState(
                17,
                RandomModels.weights(spec, 1).withNotes(Map.of("task", "t", "step", "17")),
                RandomModels.weights(spec, 2).withNotes(Map.of()),
                RandomModels.weights(spec, 3).withNotes(Map.of()),
                RandomModels.weights(spec, 4).withNotes(Map.of("task", "t", "step", "12")),
                0.1,
                5);
        Path file = folder.resolve("state.safetensors");
        state.write(file);
        assertThat(TrainingState.read(file)).isEqualTo(state);
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() {
        LearnedSpec spec = RandomModels.spec(ModelKind.MLP, true);
        assertThatThrownBy(() -> LearnedWeights.of(
                        spec,
                        shape -> {
                            double[] values = new double[shape.size()];
                            values[0] = Double.NaN;
                            return values;
                        },
                        Map.of()))
                .hasMessageContaining("embedding.token")
                .hasMessageContaining("diverged");
    }

    private Path written(SafetensorsWriter writer) throws IOException {
        Path file = folder.resolve("written.safetensors");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writer.writeTo(channel);
        }
        return file;
    }
}
