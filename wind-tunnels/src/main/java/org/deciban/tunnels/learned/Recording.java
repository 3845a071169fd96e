package org.deciban.tunnels.learned;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.deciban.tunnels.Activations;

/** What a forward pass did; {@link #NONE} keeps nothing. */
class Recording implements Activations {
    /** Where nothing is to be kept. */
    static final Recording NONE = new Recording(0, 0) {
        @Override
        void residual(int layer, double[] stream, int width) {}

        @Override
        void head(int layer, int head, double[][] pattern, double[][] keysOfHead, double[][] valuesOfHead) {}
    };

    private record Head(int layer, int head) {}

    private final int layers;
    private final int heads;
    private final Map<Integer, double[][]> residuals = new HashMap<>();
    private final Map<Head, double[][]> patterns = new HashMap<>();
    private final Map<Head, double[][]> keys = new HashMap<>();
    private final Map<Head, double[][]> values = new HashMap<>();

    Recording(int layers, int heads) {
        this.layers = layers;
        this.heads = heads;
    }

    void residual(int layer, double[] stream, int width) {
        residuals.put(layer, Rows.split(stream, width));
    }

    void head(int layer, int head, double[][] pattern, double[][] keysOfHead, double[][] valuesOfHead) {
        patterns.put(new Head(layer, head), pattern);
        keys.put(new Head(layer, head), keysOfHead);
        values.put(new Head(layer, head), valuesOfHead);
    }

    /** Whether anything is kept. */
    boolean isWanted() {
        return this != NONE;
    }

    @Override
    public double[][] attention(int layer, int head) {
        return of(patterns, layer, head);
    }

    @Override
    public double[][] keys(int layer, int head) {
        return of(keys, layer, head);
    }

    @Override
    public Optional<double[][]> values(int layer, int head) {
        return Optional.of(of(values, layer, head));
    }

    private double[][] of(Map<Head, double[][]> recorded, int layer, int head) {
        double[][] found = recorded.get(new Head(layer, head));
        if (found == null) {
            throw new IllegalArgumentException("there is no head " + head + " of layer " + layer + "; the model has "
                    + layers + " layers of " + heads + " heads, counted from 0");
        }
        return copy(found);
    }

    @Override
    public double[][] residual(int layer) {
        double[][] found = residuals.get(layer);
        if (found == null) {
            throw new IllegalArgumentException("layers are −1 (the embedding) … " + (layers - 1) + ", got " + layer);
        }
        return copy(found);
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            copy[row] = rows[row].clone();
        }
        return copy;
    }
}
