package org.deciban.proofs.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.trace.HookPoint;

/**
 * A program with one weight moved, and what it was.
 *
 * @param layer the first place of the layer
 * @param head the head, or {@link HookPoint#NO_HEAD} for the feed-forward
 * @param matrix as the verifier calls it
 */
record Perturbation(Program program, int layer, int head, String matrix) {
    private static final List<String> OF_HEADS = List.of("W_Q", "W_K", "W_V", "W_O");
    private static final List<String> OF_FEED_FORWARDS = List.of("W_1", "b_1", "W_2", "b_2");

    /** Every matrix of every part of every distinct layer, with each of about eight entries that are not zero moved. */
    static List<Perturbation> each(Program program) {
        List<Layer> layers = program.transformer().layers();
        List<Perturbation> all = new ArrayList<>();
        for (Layer layer : layers.stream().distinct().toList()) {
            int at = layers.indexOf(layer);
            for (int head = 0; head < layer.heads().size(); head++) {
                for (String matrix : OF_HEADS) {
                    addEach(all, program, at, head, matrix);
                }
            }
            for (String matrix : OF_FEED_FORWARDS) {
                addEach(all, program, at, HookPoint.NO_HEAD, matrix);
            }
        }
        return all;
    }

    private static void addEach(List<Perturbation> all, Program program, int layer, int head, String matrix) {
        Layer old = program.transformer().layers().get(layer);
        int entries = matrix(old, head, matrix).nonZeros();
        for (int i = 0; i < entries; i += Math.max(1, entries / 13)) {
            int entry = i;
            Layer moved = moved(old, head, matrix, m -> moved(m, entry));
            all.add(new Perturbation(with(program, old, moved), layer, head, matrix));
        }
    }

    static Program with(Program program, Layer old, Layer moved) {
        List<Layer> layers = program.transformer().layers().stream()
                .map(layer -> layer.equals(old) ? moved : layer)
                .toList();
        Transformer transformer = new Transformer(program.transformer().layout(), layers);
        return new Program(transformer, program.tokens(), program.inputs(), program.readOut());
    }

    private static Matrix matrix(Layer layer, int head, String name) {
        Matrix[] found = new Matrix[1];
        moved(layer, head, name, m -> {
            found[0] = m;
            return m;
        });
        return found[0];
    }

    private static Layer moved(Layer layer, int head, String matrix, UnaryOperator<Matrix> change) {
        if (head == HookPoint.NO_HEAD) {
            FeedForward ff = layer.feedForward();
            return new Layer(
                    layer.name(),
                    layer.heads(),
                    new FeedForward(
                            matrix.equals("W_1") ? change.apply(ff.w1()) : ff.w1(),
                            matrix.equals("b_1") ? change.apply(ff.b1()) : ff.b1(),
                            matrix.equals("W_2") ? change.apply(ff.w2()) : ff.w2(),
                            matrix.equals("b_2") ? change.apply(ff.b2()) : ff.b2(),
                            ff.activation()));
        }
        List<AttentionHead> heads = new ArrayList<>(layer.heads());
        AttentionHead old = heads.get(head);
        heads.set(
                head,
                new AttentionHead(
                        old.name(),
                        matrix.equals("W_Q") ? change.apply(old.wQ()) : old.wQ(),
                        matrix.equals("W_K") ? change.apply(old.wK()) : old.wK(),
                        matrix.equals("W_V") ? change.apply(old.wV()) : old.wV(),
                        matrix.equals("W_O") ? change.apply(old.wO()) : old.wO()));
        return new Layer(layer.name(), heads, layer.feedForward());
    }

    /** The matrix with its entry number i, of those that are not zero, larger by a thousandth. */
    static Matrix moved(Matrix matrix, int number) {
        double[] entries = matrix.toRowMajor();
        for (int i = 0, seen = 0; i < entries.length; i++) {
            if (entries[i] != 0 && seen++ == number) {
                entries[i] *= 1.001;
            }
        }
        return Matrix.ofRowMajor(matrix.rows(), matrix.columns(), entries);
    }
}
