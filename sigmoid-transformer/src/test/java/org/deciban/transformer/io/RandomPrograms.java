package org.deciban.transformer.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.deciban.transformer.Activation;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.io.JsonValue.JsonBoolean;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNull;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;

/** Programs of every shape: tied layers, heads of different or no width, no hidden units, empty matrices, extreme entries. */
final class RandomPrograms {
    private static final String[] NAMES = {
        "gather", "", "sum 0", "größer 😀", "\"quoted\\\"", "line\nbreak", "\u0000", "__metadata__"
    };

    private final Random random;
    private int d;

    RandomPrograms(long seed) {
        this.random = new Random(seed);
    }

    TransformerFile file() {
        TensorType type = random.nextInt(3) == 0 ? TensorType.F32 : TensorType.F64;
        return new TransformerFile(program(), (JsonObject) json(0, true), type);
    }

    Program program() {
        ResidualLayout layout = layout();
        d = layout.modelDim();
        List<Layer> blocks = new ArrayList<>();
        for (int b = 1 + random.nextInt(3); b > 0; b--) {
            blocks.add(layer());
        }
        List<Layer> layers = new ArrayList<>(blocks);
        for (int l = random.nextInt(4); l > 0; l--) {
            layers.add(blocks.get(random.nextInt(blocks.size())));
        }
        int tokenCount = 1 + random.nextInt(6);
        List<Input> inputs = new ArrayList<>();
        for (Cell cell : cells(tokenCount)) {
            double least = entry();
            inputs.add(new Input(cell, least, Math.max(least, entry())));
        }
        Transformer transformer = new Transformer(layout, layers);
        return new Program(transformer, matrix(tokenCount, d), inputs, readOut(layers.size(), tokenCount));
    }

    private ResidualLayout layout() {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        for (int s = random.nextInt(3); s >= 0; s--) {
            layout.add(name() + s, 1 + random.nextInt(3));
        }
        return layout.build();
    }

    private Layer layer() {
        List<AttentionHead> heads = new ArrayList<>();
        for (int h = random.nextInt(4); h > 0; h--) {
            int keyDim = random.nextInt(4);
            int valueDim = random.nextInt(4);
            heads.add(new AttentionHead(
                    name(), matrix(keyDim, d), matrix(keyDim, d), matrix(valueDim, d), matrix(d, valueDim)));
        }
        int hidden = random.nextInt(4);
        Activation activation = Activation.values()[random.nextInt(Activation.values().length)];
        return new Layer(
                name(),
                heads,
                new FeedForward(matrix(hidden, d), matrix(hidden, 1), matrix(d, hidden), matrix(d, 1), activation));
    }

    private ReadOut readOut(int layers, int tokenCount) {
        List<Integer> read = new ArrayList<>();
        for (int l = 0; l < layers - 1; l++) {
            if (random.nextBoolean()) {
                read.add(l);
            }
        }
        read.add(layers - 1);
        List<Cell> cells = new ArrayList<>(cells(tokenCount));
        List<Integer> states = new ArrayList<>();
        for (int g = random.nextInt(3); g > 0; g--) {
            states.add(1 + random.nextInt(3));
        }
        int rows = states.stream().mapToInt(Integer::intValue).sum();
        return new ReadOut(read, cells, matrix(rows, cells.size()), states);
    }

    private Set<Cell> cells(int tokenCount) {
        Set<Cell> cells = new LinkedHashSet<>();
        for (int c = random.nextInt(5); c > 0; c--) {
            cells.add(new Cell(random.nextInt(tokenCount), random.nextInt(d)));
        }
        return cells;
    }

    private Matrix matrix(int rows, int columns) {
        double[] entries = new double[rows * columns];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = random.nextBoolean() ? 0 : entry();
        }
        return Matrix.ofRowMajor(rows, columns, entries);
    }

    /** Beside ordinary numbers: beyond float32, below it, between two of its numbers, and the ends of float64. */
    private double entry() {
        switch (random.nextInt(8)) {
            case 0:
                return -1e300;
            case 1:
                return Double.MIN_VALUE;
            case 2:
                return Double.MAX_VALUE;
            case 3:
                return 1 + Math.ulp(1.0);
            case 4:
                return -0.0;
            default:
                return random.nextGaussian();
        }
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private JsonValue json(int depth, boolean object) {
        int kind = object ? 0 : random.nextInt(depth < 3 ? 7 : 5) + (depth < 3 ? 0 : 2);
        switch (kind) {
            case 0:
                Map<String, JsonValue> fields = new LinkedHashMap<>();
                for (int f = random.nextInt(4); f > 0; f--) {
                    fields.put(name() + f, json(depth + 1, false));
                }
                return new JsonObject(fields);
            case 1:
                List<JsonValue> entries = new ArrayList<>();
                for (int e = random.nextInt(4); e > 0; e--) {
                    entries.add(json(depth + 1, false));
                }
                return new JsonList(entries);
            case 2:
                return new JsonText(name());
            case 3:
                return JsonNumber.of(random.nextLong());
            case 4:
                return JsonNumber.of(entry());
            case 5:
                return new JsonBoolean(random.nextBoolean());
            default:
                return new JsonNull();
        }
    }
}
