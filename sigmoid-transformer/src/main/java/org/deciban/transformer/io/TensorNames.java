package org.deciban.transformer.io;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deciban.transformer.AttentionHead;

/** The tensors, keys and words of {@code docs/formats.md}. */
final class TensorNames {
    static final String CONFIG = "config";
    static final String FORMAT = "deciban-transformer";
    static final int VERSION = 1;

    static final String TOKENS = "embed.W_E";
    static final String INPUT_CELLS = "inputs.cells";
    static final String INPUT_BOUNDS = "inputs.bounds";
    static final String READ_LAYERS = "read_out.layers";
    static final String READ_CELLS = "read_out.cells";
    static final String READ_STATES = "read_out.states";
    static final String READ_LOGITS = "read_out.logits";

    static final List<String> CONFIG_KEYS = List.of(
            "format", "version", "dtype", "d_model", "n_tokens", "residual", "blocks", "schedule", "provenance");
    static final List<String> SUBSPACE_KEYS = List.of("name", "start", "size");
    static final List<String> BLOCK_KEYS = List.of("name", "activation", "d_head", "d_mlp", "heads");
    static final List<String> HEAD_KEYS = List.of("name", "d_k", "d_v");

    private TensorNames() {}

    static String dtype(TensorType type) {
        return type == TensorType.F64 ? "float64" : "float32";
    }

    static String attention(int block, String matrix) {
        return "blocks." + block + ".attn." + matrix;
    }

    static String feedForward(int block, String matrix) {
        return "blocks." + block + ".mlp." + matrix;
    }

    /** The three tensors of a sparse matrix. */
    static String rowStarts(String matrix) {
        return matrix + ".crow_indices";
    }

    static String columns(String matrix) {
        return matrix + ".col_indices";
    }

    static String values(String matrix) {
        return matrix + ".values";
    }

    /** Every tensor of a file with so many blocks. */
    static Set<String> all(int blocks) {
        Set<String> names = new HashSet<>(List.of(INPUT_CELLS, INPUT_BOUNDS, READ_LAYERS, READ_CELLS, READ_STATES));
        for (String matrix : List.of(TOKENS, READ_LOGITS)) {
            names.addAll(List.of(rowStarts(matrix), columns(matrix), values(matrix)));
        }
        for (int block = 0; block < blocks; block++) {
            for (String matrix : List.of("W_Q", "W_K", "W_V", "W_O")) {
                names.add(attention(block, matrix));
            }
            for (String matrix : List.of("W_in", "b_in", "W_out", "b_out")) {
                names.add(feedForward(block, matrix));
            }
        }
        return names;
    }

    /** The width that the heads of a block are padded to: at least 1, so that a head takes room in the file. */
    static int headDim(List<AttentionHead> heads) {
        return heads.stream()
                .mapToInt(head -> Math.max(1, Math.max(head.keyDim(), head.valueDim())))
                .max()
                .orElse(0);
    }
}
