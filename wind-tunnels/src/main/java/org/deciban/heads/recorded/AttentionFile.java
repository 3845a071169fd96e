package org.deciban.heads.recorded;

import java.nio.file.Path;
import java.util.List;
import org.deciban.transformer.io.SafetensorsReader;
import org.deciban.transformer.io.TensorEntries;
import org.deciban.transformer.io.TensorInfo;
import org.deciban.transformer.io.TransformerFormatException;

/**
 * A safetensors file of recorded attention: a tensor {@code attention} of real numbers, shape {@code [layers, heads, queries, keys]} or
 * {@code [sequences, layers, heads, queries, keys]}, and, if the symbols are known, a tensor {@code tokens} of integers, shape {@code
 * [tokens]} or {@code [sequences, tokens]} with as many tokens as queries or fewer. Rows sum to 1 to 1e-3, which models in half precision keep.
 *
 * @param file the file
 */
public record AttentionFile(Path file) implements AttentionSource {
    /** The tensor that holds the attention. */
    public static final String ATTENTION = "attention";
    /** The tensor that holds the symbols. */
    public static final String TOKENS = "tokens";

    private static final double ROUNDING = 1e-3;

    @Override
    public String description() {
        return "attention recorded in " + file;
    }

    /**
     * {@inheritDoc}
     *
     * @throws TransformerFormatException if the file is not as described, naming the tensor and what it holds
     */
    @Override
    public void visit(Visitor visitor) {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            TensorEntries entries = reader.entries(ATTENTION);
            int[] shape = shape(reader, entries.tensor());
            int[][] symbols = symbols(reader, shape);
            for (int sequence = 0; sequence < shape[0]; sequence++) {
                for (int layer = 0; layer < shape[1]; layer++) {
                    for (int head = 0; head < shape[2]; head++) {
                        visitor.head(
                                layer,
                                head,
                                "",
                                pattern(entries, shape[3], shape[4], place(sequence, layer, head)),
                                symbols[sequence]);
                    }
                }
            }
        }
    }

    private static String place(int sequence, int layer, int head) {
        return "sequence " + sequence + ", layer " + layer + ", head " + head;
    }

    /** Sequences, layers, heads, queries and keys. */
    private static int[] shape(SafetensorsReader reader, TensorInfo info) {
        List<Long> shape = info.shape();
        boolean fits = info.type().isReal()
                && (shape.size() == 4 || shape.size() == 5)
                && shape.stream().allMatch(extent -> extent >= 1 && extent <= Integer.MAX_VALUE);
        if (!fits) {
            throw new TransformerFormatException(
                    reader.file(),
                    "tensor " + ATTENTION,
                    "real numbers of shape [layers, heads, queries, keys] or [sequences, layers, heads, queries, keys]",
                    info.type() + " of shape " + shape,
                    "");
        }
        int[] extents = new int[5];
        extents[0] = 1;
        for (int axis = 0; axis < shape.size(); axis++) {
            extents[axis + 5 - shape.size()] = shape.get(axis).intValue();
        }
        AttentionBudgetException.require(reader.file(), extents[3], extents[4]);
        return extents;
    }

    private static int[][] symbols(SafetensorsReader reader, int[] shape) {
        if (reader.findTensor(TOKENS).isEmpty()) {
            return new int[shape[0]][0];
        }
        TensorEntries entries = reader.entries(TOKENS);
        List<Long> found = entries.tensor().shape();
        boolean many = found.size() == 2;
        boolean fits = !entries.tensor().type().isReal()
                && (many ? found.get(0) == shape[0] : found.size() == 1 && shape[0] == 1)
                && found.get(found.size() - 1) >= 1
                && found.get(found.size() - 1) <= Math.min(shape[3], shape[4]);
        if (!fits) {
            throw new TransformerFormatException(
                    reader.file(),
                    "tensor " + TOKENS,
                    "integers of shape [" + (shape[0] == 1 ? "" : shape[0] + ", ") + "tokens] with 1 … "
                            + Math.min(shape[3], shape[4]) + " tokens",
                    entries.tensor().type() + " of shape " + found,
                    "");
        }
        int[][] symbols = new int[shape[0]][Math.toIntExact(found.get(found.size() - 1))];
        for (int[] sequence : symbols) {
            for (int position = 0; position < sequence.length; position++) {
                long symbol = entries.nextInteger();
                if (symbol != (int) symbol) {
                    throw entries.fault("symbols of 32 bits", String.valueOf(symbol), "");
                }
                sequence[position] = (int) symbol;
            }
        }
        return symbols;
    }

    private double[][] pattern(TensorEntries entries, int queries, int keys, String place) {
        double[][] pattern = new double[queries][keys];
        for (int query = 0; query < queries; query++) {
            double sum = 0;
            double least = 0;
            for (int key = 0; key < keys; key++) {
                pattern[query][key] = entries.nextReal();
                sum += pattern[query][key];
                least = Math.min(least, pattern[query][key]);
            }
            if (!(Math.abs(sum - 1) <= ROUNDING && least >= 0)) {
                throw new TransformerFormatException(
                        file.toString(),
                        "tensor " + ATTENTION + ", " + place + ", query " + query,
                        "weights of at least 0 that sum to 1",
                        "a sum of " + sum + " and a least weight of " + least,
                        "Maybe these are scores before the softmax?");
            }
        }
        return pattern;
    }
}
