package org.deciban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.io.TransformerFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/verifier.md shows of the command is run, and comes out as shown. */
class VerifierPageTest {
    @TempDir
    private Path folder;

    /** The first entry of W_V of head {@code rows}, in the layer that stands in every round, is larger by a millionth. */
    private void writeMovedModel() throws IOException {
        Path sound = folder.resolve("asia.safetensors");
        Run run = Run.of("compile", "../examples/networks/asia.bif", "--mode", "exact", "-o", sound.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        TransformerFile file = TransformerFile.read(sound);
        Program program = file.program();
        List<Layer> layers = program.transformer().layers().stream()
                .map(layer -> layer.name().equals("update") ? moved(layer) : layer)
                .toList();
        Program changed = new Program(
                new Transformer(program.transformer().layout(), layers),
                program.tokens(),
                program.inputs(),
                program.readOut());
        TransformerFile.of(changed, file.provenance()).write(folder.resolve("moved.safetensors"));
    }

    private static Layer moved(Layer layer) {
        List<AttentionHead> heads = new ArrayList<>();
        for (AttentionHead head : layer.heads()) {
            Matrix values = head.name().equals("rows") ? moved(head.wV()) : head.wV();
            heads.add(new AttentionHead(head.name(), head.wQ(), head.wK(), values, head.wO()));
        }
        return new Layer(layer.name(), heads, layer.feedForward());
    }

    private static Matrix moved(Matrix matrix) {
        double[] entries = matrix.toRowMajor();
        int first = 0;
        while (entries[first] == 0) {
            first++;
        }
        entries[first] *= 1 + 1e-6;
        return Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries);
    }

    /** The last bits may differ between machines. */
    private static String withoutRounding(String output) {
        String lastDigits = Pattern.compile("(0\\.\\d{11})\\d*").matcher(output).replaceAll("$1");
        return Pattern.compile("\\S+ ≤ 1e-12  at .*")
                .matcher(lastDigits)
                .replaceAll("(rounding) ≤ 1e-12")
                .replaceAll(" +", " ");
    }

    @Test
    void theConsoleShowsWhatTheCommandPrints() throws IOException {
        writeMovedModel();
        List<Page.Shown> commands = Page.of("docs/verifier.md").commands();
        assertThat(commands).hasSize(1);
        Page.Shown shown = commands.get(0);
        Run run = Run.of(Page.words(shown.command()
                .replace(
                        "moved.safetensors", folder.resolve("moved.safetensors").toString())));
        assertThat(run.exit()).isEqualTo(ExitCode.REFUTED);
        assertThat(withoutRounding(run.out().replace("../examples/", "examples/")))
                .isEqualTo(withoutRounding(shown.output()));
    }
}
