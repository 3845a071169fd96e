package org.deciban.transformer.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformerFileTest {
    private static Program program(int modelDim, String name, double weight, int repetitions) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", modelDim);
        Matrix wide = Matrix.builder(2, modelDim).append(0, weight).endRow().build();
        Matrix narrow = Matrix.builder(1, modelDim).append(0, 1).endRow().build();
        Matrix out = Matrix.builder(modelDim, 1).append(0, 0.5).endRow().build();
        AttentionHead head = new AttentionHead(name, wide, wide, narrow, out);
        Layer layer = new Layer(name, List.of(head), FeedForward.none(modelDim));
        return new Program(
                new Transformer(layout.build(), Collections.nCopies(repetitions, layer)),
                Matrix.builder(2, modelDim).append(0, 3).endRow().build(),
                List.of(),
                new ReadOut(List.of(repetitions - 1), List.of(new Cell(0, 0)), Matrix.zeros(1, 1), List.of(1)));
    }

    private static TransformerFile file(Program program) {
        return TransformerFile.of(program, JsonObject.empty());
    }

    @Test
    void aFileOnDiskIsReadAgain(@TempDir Path folder) throws IOException {
        TransformerFile file = TransformerFile.of(
                program(3, "head", 0.1, 2), new JsonObject(Map.of("written_by", new JsonText("a test"))));
        Path path = folder.resolve("m.safetensors");
        Files.write(path, new byte[100_000]);
        file.write(path);
        assertThat(TransformerFile.read(path)).isEqualTo(file);
        assertThat(Files.readAllBytes(path)).isEqualTo(MemoryChannel.write(file));
    }

    /** Per block W_Q, W_K, W_V, W_O of [1, 3, 2] and b_out of 3: 27 doubles; 3 + 1 + 1 of tokens, 2 + 2 + 1 + 1 of read-out. */
    @Test
    void aTiedLayerIsStoredOnce() {
        assertThat(file(program(3, "head", 0.1, 1)).dataBytes()).isEqualTo((27 + 5 + 6) * 8);
        assertThat(file(program(3, "head", 0.1, 500)).dataBytes()).isEqualTo((27 + 5 + 6) * 8);
        TransformerFile read = MemoryChannel.read(MemoryChannel.write(file(program(3, "head", 0.1, 500))));
        List<Layer> layers = read.program().transformer().layers();
        assertThat(layers).hasSize(500).allSatisfy(layer -> assertThat(layer).isSameAs(layers.get(0)));
    }

    @Test
    void float32RoundsAndClipsToTheLargestFloat() {
        TransformerFile file = file(program(3, "head", -1e300, 1)).withWeights(TensorType.F32);
        Layer layer = file.program().transformer().layers().get(0);
        assertThat(layer.heads().get(0).wQ().get(0, 0)).isEqualTo(-3.4028234663852886e38);
        assertThat(MemoryChannel.read(MemoryChannel.write(file))).isEqualTo(file);

        Program tenth =
                file(program(3, "head", 0.1, 1)).withWeights(TensorType.F32).program();
        assertThat(tenth.transformer().layers().get(0).heads().get(0).wK().get(0, 0))
                .isEqualTo(0.100000001490116119384765625);
    }

    /** d = 2^18 and a head width of 2 take 8 · 2^18 doubles of attention alone; nothing of the size is built or written. */
    @Test
    void aFileOverTheBudgetIsRefusedBeforeItIsWritten(@TempDir Path folder) {
        TransformerFile file = file(program(1 << 18, "head", 1, 1));
        Path path = folder.resolve("m.safetensors");
        long bytes = ((8L + 1) * (1 << 18) + 11) * 8;
        assertThatThrownBy(() -> file.write(path, bytes - 1))
                .isInstanceOf(FileBudgetException.class)
                .hasMessage("the transformer as a file takes " + bytes + " bytes; the budget is " + (bytes - 1)
                        + " bytes. Maybe raise the budget?");
        assertThat(path).doesNotExist();
    }

    @Test
    void aFileOverTheBudgetIsNotRead(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("m.safetensors");
        file(program(3, "head", 1, 1)).write(path);
        assertThat(TransformerFile.read(path, 304)).isNotNull();
        assertThatThrownBy(() -> TransformerFile.read(path, 303))
                .isInstanceOf(FileBudgetException.class)
                .hasMessageContaining("304 bytes");
    }

    @Test
    void halfOfASurrogatePairIsNoName(@TempDir Path folder) {
        Path path = folder.resolve("m.safetensors");
        assertThatThrownBy(() -> file(program(3, "\ud83d", 1, 1)).write(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half of a surrogate pair");
        assertThat(path).doesNotExist();
    }

    @Test
    void whatCannotBeOpenedIsAFaultOfTheFile(@TempDir Path folder) {
        assertThatThrownBy(() -> TransformerFile.read(folder.resolve("absent")))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("absent: expected a file that can be read, found NoSuchFileException. Maybe");
        assertThatThrownBy(() -> TransformerFile.read(folder))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("expected a regular file");
    }
}
