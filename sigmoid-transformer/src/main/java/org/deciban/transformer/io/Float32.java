package org.deciban.transformer.io;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.Transformer;

/** Programs whose every number is one of float32: the nearest, or ±{@link Float#MAX_VALUE} for those beyond its range. */
final class Float32 {
    private Float32() {}

    static Program round(Program program) {
        Map<Layer, Layer> rounded = new HashMap<>();
        List<Layer> layers = program.transformer().layers().stream()
                .map(layer -> rounded.computeIfAbsent(layer, Float32::round))
                .toList();
        ReadOut readOut = program.readOut();
        return new Program(
                new Transformer(program.transformer().layout(), layers),
                round(program.tokens()),
                program.inputs(),
                new ReadOut(readOut.layers(), readOut.cells(), round(readOut.logits()), readOut.states()));
    }

    private static Layer round(Layer layer) {
        FeedForward mlp = layer.feedForward();
        return new Layer(
                layer.name(),
                layer.heads().stream().map(Float32::round).toList(),
                new FeedForward(round(mlp.w1()), round(mlp.b1()), round(mlp.w2()), round(mlp.b2()), mlp.activation()));
    }

    private static AttentionHead round(AttentionHead head) {
        return new AttentionHead(head.name(), round(head.wQ()), round(head.wK()), round(head.wV()), round(head.wO()));
    }

    private static Matrix round(Matrix matrix) {
        Matrix.Builder rounded = Matrix.builder(matrix.rows(), matrix.columns());
        for (int row = 0; row < matrix.rows(); row++) {
            matrix.forEachInRow(row, (column, value) -> rounded.append(column, round(value)));
            rounded.endRow();
        }
        return rounded.build();
    }

    private static double round(double value) {
        return Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, (float) value));
    }
}
