package org.deciban.proofs.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.ImportedModel;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.io.ModelFiles;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.io.TransformerFile;
import org.junit.jupiter.api.Test;

/**
 * One weight moved by 1e-6 is refuted. Weights of every kind are moved, some of each; those that change nothing, such as weights of
 * a state that no variable has, are certified still.
 */
class MovedWeightTest {
    private static final double MOVED = 1e-6;
    private static final Tolerance WANTED = new Tolerance(1e-9);
    private static final int MOST_A_MATRIX = 4;

    private final FactorGraph graph = ModelFiles.read(Path.of("../examples/networks/wet-grass.bif"));
    private final CompiledModel model = BpCompiler.compile(graph, CompilerOptions.exact());

    /** A program with one weight moved. */
    private record Moved(String kind, Program program) {}

    @Test
    void aMovedWeightOfEveryKindIsRefutedAndNoneIsLeftUndecided() {
        Map<String, Map<String, Integer>> verdicts = new TreeMap<>();
        for (Moved moved : moved()) {
            TransformerFile original = model.toFile();
            ImportedModel wrong = ImportedModel.of(
                    "moved", new TransformerFile(moved.program, original.provenance(), original.weights()), graph);
            Certificate certificate = Certifier.certify(wrong, Evidence.none());
            verdicts.computeIfAbsent(moved.kind, kind -> new TreeMap<>())
                    .merge(certificate.verdict(WANTED).word(), 1, Integer::sum);
        }
        assertThat(verdicts.keySet())
                .containsExactlyInAnyOrder("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "token", "logit");
        verdicts.forEach((kind, words) -> {
            assertThat(words).as(kind).doesNotContainKey("INCONCLUSIVE");
            assertThat(words.getOrDefault("REFUTED", 0))
                    .as("%s: %s", kind, words)
                    .isPositive();
        });
    }

    private List<Moved> moved() {
        Program program = model.program();
        List<Moved> all = new ArrayList<>();
        Map<Layer, Boolean> seen = new IdentityHashMap<>();
        for (Layer layer : program.transformer().layers()) {
            if (seen.put(layer, true) == null) {
                variants(layer)
                        .forEach((kind, layers) ->
                                layers.forEach(changed -> all.add(new Moved(kind, with(program, layer, changed)))));
            }
        }
        for (Matrix tokens : moved(program.tokens(), 60)) {
            all.add(new Moved(
                    "token", new Program(program.transformer(), tokens, program.inputs(), program.readOut())));
        }
        ReadOut readOut = program.readOut();
        for (Matrix logits : moved(readOut.logits(), MOST_A_MATRIX)) {
            ReadOut changed = new ReadOut(readOut.layers(), readOut.cells(), logits, readOut.states());
            all.add(new Moved(
                    "logit", new Program(program.transformer(), program.tokens(), program.inputs(), changed)));
        }
        return all;
    }

    private static Program with(Program program, Layer original, Layer changed) {
        List<Layer> layers = program.transformer().layers().stream()
                .map(layer -> layer == original ? changed : layer)
                .toList();
        Transformer transformer = new Transformer(program.transformer().layout(), layers);
        return new Program(transformer, program.tokens(), program.inputs(), program.readOut());
    }

    private static Map<String, List<Layer>> variants(Layer layer) {
        Map<String, List<Layer>> variants = new TreeMap<>();
        for (AttentionHead head : layer.heads()) {
            add(variants, "W_Q", head.wQ(), layer, m -> replaced(layer, head, m, head.wK(), head.wV(), head.wO()));
            add(variants, "W_K", head.wK(), layer, m -> replaced(layer, head, head.wQ(), m, head.wV(), head.wO()));
            add(variants, "W_V", head.wV(), layer, m -> replaced(layer, head, head.wQ(), head.wK(), m, head.wO()));
            add(variants, "W_O", head.wO(), layer, m -> replaced(layer, head, head.wQ(), head.wK(), head.wV(), m));
        }
        FeedForward f = layer.feedForward();
        add(
                variants,
                "W_1",
                f.w1(),
                layer,
                m -> new Layer(
                        layer.name(), layer.heads(), new FeedForward(m, f.b1(), f.w2(), f.b2(), f.activation())));
        add(
                variants,
                "W_2",
                f.w2(),
                layer,
                m -> new Layer(
                        layer.name(), layer.heads(), new FeedForward(f.w1(), f.b1(), m, f.b2(), f.activation())));
        return variants;
    }

    private static void add(
            Map<String, List<Layer>> variants,
            String kind,
            Matrix weights,
            Layer layer,
            java.util.function.Function<Matrix, Layer> with) {
        for (Matrix changed : moved(weights, 2 * MOST_A_MATRIX)) {
            variants.computeIfAbsent(kind, k -> new ArrayList<>()).add(with.apply(changed));
        }
    }

    private static Layer replaced(Layer layer, AttentionHead head, Matrix wQ, Matrix wK, Matrix wV, Matrix wO) {
        AttentionHead changed = new AttentionHead(head.name(), wQ, wK, wV, wO);
        return new Layer(
                layer.name(),
                layer.heads().stream().map(h -> h == head ? changed : h).toList(),
                layer.feedForward());
    }

    /** The matrix with one entry moved, for some of its entries that are not zero, spread evenly. */
    private static List<Matrix> moved(Matrix matrix, int most) {
        List<int[]> places = new ArrayList<>();
        for (int r = 0; r < matrix.rows(); r++) {
            int row = r;
            matrix.forEachInRow(r, (column, value) -> places.add(new int[] {row, column}));
        }
        List<Matrix> moved = new ArrayList<>();
        int step = Math.max(1, places.size() / most);
        for (int i = step / 2; i < places.size(); i += step) {
            double[] entries = matrix.toRowMajor();
            entries[places.get(i)[0] * matrix.columns() + places.get(i)[1]] += MOVED;
            moved.add(Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries));
        }
        return moved;
    }
}
