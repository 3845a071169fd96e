package org.deciban.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;

/** A transformer of few layers, and tokens. */
record DenseModel(Transformer transformer, Matrix tokens) {
    static final List<String> NAMES = List.of("generic-2048", "generic-4096", "alarm-exact");

    static DenseModel named(String name) {
        return switch (name) {
            case "generic-2048" -> generic(2048);
            case "generic-4096" -> generic(4096);
            case "alarm-exact" -> alarm();
            default -> throw new IllegalArgumentException(
                    "there is no model " + name + ". Maybe you mean one of " + NAMES + "?");
        };
    }

    /** Four tied layers of random weights: d = 512, 8 heads of d_k = d_v = 64, 2048 hidden units, softplus. */
    private static DenseModel generic(int tokens) {
        Random random = new Random(1);
        int d = 512;
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", d);
        List<AttentionHead> heads = new ArrayList<>();
        for (int h = 0; h < 8; h++) {
            heads.add(new AttentionHead(
                    "head" + h,
                    matrix(random, 64, d),
                    matrix(random, 64, d),
                    matrix(random, 64, d),
                    matrix(random, d, 64)));
        }
        FeedForward feedForward = new FeedForward(
                matrix(random, 2048, d),
                matrix(random, 2048, 1),
                matrix(random, d, 2048),
                matrix(random, d, 1),
                Activation.SOFTPLUS);
        Layer layer = new Layer("layer", heads, feedForward);
        return new DenseModel(new Transformer(layout.build(), Collections.nCopies(4, layer)), matrix(random, tokens, d));
    }

    /** One round of exact inference on the alarm network, by row attention on its junction tree, and the read-out. */
    private static DenseModel alarm() {
        CompiledModel model = BpCompiler.compile(Networks.named("alarm"), CompilerOptions.exact());
        return new DenseModel(model.loop().unroll(1), model.tokens());
    }

    private static Matrix matrix(Random random, int rows, int columns) {
        double[] entries = new double[rows * columns];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = random.nextGaussian() / Math.sqrt(columns);
        }
        return Matrix.ofRowMajor(rows, columns, entries);
    }
}
