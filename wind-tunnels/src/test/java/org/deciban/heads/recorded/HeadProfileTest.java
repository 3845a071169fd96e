package org.deciban.heads.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deciban.heads.construct.HeadConstruction;
import org.deciban.heads.construct.InductionHeads;
import org.deciban.heads.construct.SinkHead;
import org.deciban.heads.tasks.Induction;
import org.deciban.heads.tasks.TriggeredCopy;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.io.TransformerFormatException;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.ModelKind;
import org.deciban.tunnels.onnx.HandMadeGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadProfileTest {
    @Test
    void constructedHeadsLookLikeWhatTheyAre() {
        Induction task = Induction.plain(20);
        List<TokenSequence> sequences = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sequences.add(task.drawRepeated(new SplittableRandom(i), 12));
        }
        List<HeadProfile> profiles = HeadProfile.of(
                new ModelAttention(
                        InductionHeads.of(task, 32, HeadConstruction.HARD).model(), sequences),
                1,
                4);
        assertThat(profiles).extracting(HeadProfile::looksLike).containsExactly("previous token", "prefix matching");
        // In the second halves the induction head looks 11 tokens back, outside the window, and at the sink before.
        assertThat(profiles.get(1).scores().get("sink and window").mean()).isCloseTo(13 / 25.0, within(1e-12));
        TriggeredCopy copy = TriggeredCopy.of(8);
        List<HeadProfile> resting = HeadProfile.of(
                new ModelAttention(
                        SinkHead.of(copy, 32, HeadConstruction.HARD).model(),
                        List.of(copy.draw(new SplittableRandom(1), 30))),
                1,
                4);
        assertThat(resting).extracting(HeadProfile::looksLike).containsExactly("first token");
    }

    /** Weights as they are before training are small, so that attention is nearly alike, and nothing stands out. */
    @Test
    void anUntrainedTransformerScoresChance(@TempDir Path folder) {
        LearnedSpec spec = new LearnedSpec(ModelKind.TRANSFORMER, 16, 16, 32, 16, 2, 2, 16, true);
        Path file = folder.resolve("untrained.safetensors");
        LearnedWeights.initial(spec, 3).write(file);
        List<HeadProfile> profiles = HeadProfile.of(AttentionSources.open(file, file, 1), 1, 4);
        assertThat(profiles).hasSize(4);
        for (HeadProfile profile : profiles) {
            profile.scores().forEach((name, score) -> {
                if (!name.equals("sharpness")) {
                    assertThat(score.mean()).as("%s of %s", name, profile).isCloseTo(score.chance(), within(0.1));
                }
            });
            assertThat(profile.looksLike()).isEmpty();
        }
    }

    /** A file whose attention is the softmax of x_q x_k in one layer, and of its negative in the next. */
    private static Path graph(Path folder) {
        return new HandMadeGraph()
                .input("ids", HandMadeGraph.INT64, -1, -2)
                .whole("axes", 0, 1)
                .node("x", "Cast", "ids", "to", HandMadeGraph.FLOAT)
                .node("column", "Transpose", "x")
                .node("scores", "MatMul", "column x")
                .node("attention.0", "Softmax", "scores", "axis", 1)
                .node("negative", "Neg", "scores")
                .node("other", "Softmax", "negative", "axis", 1)
                .node("attention.1", "Unsqueeze", "other axes")
                .output("attention.0", HandMadeGraph.FLOAT, -2, -2)
                .output("attention.1", HandMadeGraph.FLOAT, 1, 1, -2, -2)
                .output("scores", HandMadeGraph.FLOAT, -2, -2)
                .write(folder.resolve("model.onnx"));
    }

    private static AttentionSource declared(Path file, String attentions) {
        return new OnnxAttention(
                file,
                AttentionDeclaration.parse(
                        "test",
                        "{\"tokens\": \"ids\", \"attentions\": " + attentions + ", \"sequences\": [[0, 1, 2, 1]]}"));
    }

    @Test
    void anOnnxFileIsRunAndScored(@TempDir Path folder) {
        int[] symbols = {0, 1, 2, 1};
        List<HeadProfile> profiles =
                HeadProfile.of(declared(graph(folder), "[\"attention.0\", \"attention.1\"]"), 1, 2);
        assertThat(profiles).hasSize(2);
        for (HeadProfile profile : profiles) {
            int sign = profile.layer() == 0 ? 1 : -1;
            double previous = 0;
            for (int query = 1; query < 4; query++) {
                double sum = 0;
                for (int symbol : symbols) {
                    sum += Math.exp(sign * symbols[query] * symbol);
                }
                previous += Math.exp(sign * symbols[query] * symbols[query - 1]) / sum / 3;
            }
            assertThat(profile.scores().get("previous token").mean()).isCloseTo(previous, within(1e-6));
            // The last token came before, at 1; what followed it is at 2.
            double last = 0;
            for (int symbol : symbols) {
                last += Math.exp(sign * symbol);
            }
            assertThat(profile.scores().get("duplicate token").mean()).isCloseTo(Math.exp(sign) / last, within(1e-6));
            assertThat(profile.scores().get("prefix matching").mean())
                    .isCloseTo(Math.exp(2 * sign) / last, within(1e-6));
        }
    }

    @Test
    void outputsThatAreNoAttentionAreRefused(@TempDir Path folder) {
        Path file = graph(folder);
        assertThatThrownBy(() -> HeadProfile.of(declared(file, "[\"scores\"]"), 1, 2))
                .isInstanceOf(OnnxFormatException.class)
                .hasMessageContaining("sum to 1")
                .hasMessageContaining("query 0");
        assertThatThrownBy(() -> HeadProfile.of(declared(file, "[\"attention.7\"]"), 1, 2))
                .isInstanceOf(OnnxFormatException.class)
                .hasMessageContaining("attention.7")
                .hasMessageContaining("attention.0");
    }

    @Test
    void declarationsNameWhatTheyLack() {
        assertThatThrownBy(() -> AttentionDeclaration.parse("d.json", "{\"tokens\": \"ids\", \"sequences\": [[1]]}"))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("attentions");
        assertThatThrownBy(() -> AttentionDeclaration.parse(
                        "d.json", "{\"tokens\": \"ids\", \"attentions\": [\"a\"], \"sequences\": []}"))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> AttentionDeclaration.parse(
                        "d.json", "{\"tokens\": \"ids\", \"attentions\": [\"a\"], \"sequences\": [[1]], \"heads\": 3}"))
                .isInstanceOf(TransformerFormatException.class)
                .hasMessageContaining("heads");
    }
}
