package org.deciban.transformer.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;

/** Reads one layer. */
final class BlockReader {
    private final MatrixReader matrices;
    private final JsonAt config;
    private final int block;
    private final int d;

    BlockReader(MatrixReader matrices, JsonAt config, int block, int modelDim) {
        this.matrices = matrices;
        this.config = config.requireOnly(TensorNames.BLOCK_KEYS);
        this.block = block;
        this.d = modelDim;
    }

    Layer read() {
        // Its bias is what ties the width that the config claims to the length of the file, so it comes first.
        FeedForward feedForward = feedForward();
        return new Layer(config.get("name").text(), heads(), feedForward);
    }

    private FeedForward feedForward() {
        long width = d;
        Matrix b2 = matrices.transposed(mlp("b_out"), List.of(width), 1, d);
        int hidden = config.get("d_mlp").integer(0, Integer.MAX_VALUE);
        long units = hidden;
        Matrix b1 = matrices.transposed(mlp("b_in"), List.of(units), 1, hidden);
        Matrix w1 = matrices.transposed(mlp("W_in"), List.of(width, units), d, hidden);
        Matrix w2 = matrices.transposed(mlp("W_out"), List.of(units, width), hidden, d);
        return new FeedForward(w1, b1, w2, b2, activation());
    }

    private String mlp(String name) {
        return TensorNames.feedForward(block, name);
    }

    private Activation activation() {
        JsonAt json = config.get("activation");
        List<String> known = Arrays.stream(Activation.values())
                .map(activation -> activation.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = known.indexOf(json.text());
        if (index < 0) {
            throw json.fault("one of " + known, json.text(), "");
        }
        return Activation.values()[index];
    }

    private List<AttentionHead> heads() {
        List<JsonAt> described = config.get("heads").list();
        int count = described.size();
        int headDim = config.get("d_head").integer(count == 0 ? 0 : 1, count == 0 ? 0 : Integer.MAX_VALUE);
        List<Long> inward = List.of((long) count, (long) d, (long) headDim);
        TensorEntries queries = matrices.weights(TensorNames.attention(block, "W_Q"), inward);
        TensorEntries keys = matrices.weights(TensorNames.attention(block, "W_K"), inward);
        TensorEntries values = matrices.weights(TensorNames.attention(block, "W_V"), inward);
        TensorEntries outputs =
                matrices.weights(TensorNames.attention(block, "W_O"), List.of((long) count, (long) headDim, (long) d));
        List<AttentionHead> heads = new ArrayList<>();
        for (JsonAt head : described) {
            head.requireOnly(TensorNames.HEAD_KEYS);
            int keyDim = head.get("d_k").integer(0, headDim);
            int valueDim = head.get("d_v").integer(0, headDim);
            heads.add(new AttentionHead(
                    head.get("name").text(),
                    MatrixReader.transposed(queries, d, keyDim, d, headDim),
                    MatrixReader.transposed(keys, d, keyDim, d, headDim),
                    MatrixReader.transposed(values, d, valueDim, d, headDim),
                    MatrixReader.transposed(outputs, valueDim, d, headDim, d)));
        }
        if (headDim != TensorNames.headDim(heads)) {
            throw config.get("d_head")
                    .fault("the largest d_k or d_v of the block, at least 1", Integer.toString(headDim), "");
        }
        return heads;
    }
}
