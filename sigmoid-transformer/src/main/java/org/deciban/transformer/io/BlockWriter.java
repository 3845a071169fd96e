package org.deciban.transformer.io;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;

/** Adds the dense tensors of one layer. */
final class BlockWriter {
    private final SafetensorsWriter writer;
    private final TensorType type;
    private final int block;

    BlockWriter(SafetensorsWriter writer, TensorType type, int block) {
        this.writer = writer;
        this.type = type;
        this.block = block;
    }

    /** Adds the tensors and gives what the config says of them. */
    JsonObject add(Layer layer) {
        List<AttentionHead> heads = layer.heads();
        int d = layer.modelDim();
        int headDim = TensorNames.headDim(heads);
        addHeads("W_Q", heads, head -> head.wQ().transposed(), d, headDim);
        addHeads("W_K", heads, head -> head.wK().transposed(), d, headDim);
        addHeads("W_V", heads, head -> head.wV().transposed(), d, headDim);
        addHeads("W_O", heads, head -> head.wO().transposed(), headDim, d);
        FeedForward mlp = layer.feedForward();
        long hidden = mlp.hiddenDim();
        addDense("W_in", List.of((long) d, hidden), mlp.w1().transposed());
        addDense("b_in", List.of(hidden), mlp.b1().transposed());
        addDense("W_out", List.of(hidden, (long) d), mlp.w2().transposed());
        addDense("b_out", List.of((long) d), mlp.b2().transposed());

        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonText(layer.name()));
        fields.put("activation", new JsonText(mlp.activation().name().toLowerCase(Locale.ROOT)));
        fields.put("d_head", JsonNumber.of(headDim));
        fields.put("d_mlp", JsonNumber.of(hidden));
        fields.put(
                "heads",
                new JsonList(
                        heads.stream().<JsonValue>map(BlockWriter::describe).toList()));
        return new JsonObject(fields);
    }

    private static JsonObject describe(AttentionHead head) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonText(head.name()));
        fields.put("d_k", JsonNumber.of(head.keyDim()));
        fields.put("d_v", JsonNumber.of(head.valueDim()));
        return new JsonObject(fields);
    }

    private void addHeads(
            String name, List<AttentionHead> heads, Function<AttentionHead, Matrix> matrix, int rows, int columns) {
        List<Long> shape = List.of((long) heads.size(), (long) rows, (long) columns);
        writer.add(TensorNames.attention(block, name), type, shape, sink -> {
            for (AttentionHead head : heads) {
                putPadded(matrix.apply(head), rows, columns, sink);
            }
        });
    }

    private void addDense(String name, List<Long> shape, Matrix matrix) {
        writer.add(
                TensorNames.feedForward(block, name),
                type,
                shape,
                sink -> putPadded(matrix, matrix.rows(), matrix.columns(), sink));
    }

    private static void putPadded(Matrix matrix, int rows, int columns, TensorSink sink) throws IOException {
        double[] dense = new double[columns];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(dense, 0);
            if (row < matrix.rows()) {
                matrix.addRowTo(row, dense, 0);
            }
            for (double entry : dense) {
                sink.putReal(entry);
            }
        }
    }
}
