package org.deciban.tunnels.learned;

import java.util.ArrayList;
import java.util.List;

/** The kinds of models that are learned; {@link LearnedModel} says what each computes. */
public enum ModelKind {
    /** Attention and feed-forwards on a residual stream, normalised before each (pre-norm), with learned positions. */
    TRANSFORMER("transformer") {
        @Override
        void addLayer(List<TensorShape> shapes, LearnedSpec spec, int layer) {
            int d = spec.width();
            addNorm(shapes, name(layer, "attention.norm"), d);
            for (String part : List.of("query", "key", "value", "output")) {
                shapes.add(new TensorShape(name(layer, "attention." + part + ".weight"), d, d));
            }
            shapes.add(new TensorShape(name(layer, "attention.output.bias"), 1, d));
            if (spec.hasFeedForward()) {
                addFeedForward(shapes, spec, layer);
            }
        }
    },
    /** The same without attention: a function of the token and its position, which no other token can reach. */
    MLP("mlp") {
        @Override
        void addLayer(List<TensorShape> shapes, LearnedSpec spec, int layer) {
            addFeedForward(shapes, spec, layer);
        }
    },
    /** Long short-term memory, read from left to right whether the task is causal or not; without positions. */
    LSTM("lstm") {
        @Override
        void addLayer(List<TensorShape> shapes, LearnedSpec spec, int layer) {
            int d = spec.width();
            shapes.add(new TensorShape(name(layer, "lstm.input.weight"), d, 4 * d));
            shapes.add(new TensorShape(name(layer, "lstm.recurrent.weight"), d, 4 * d));
            shapes.add(new TensorShape(name(layer, "lstm.bias"), 1, 4 * d));
        }
    };

    private final String label;

    ModelKind(String label) {
        this.label = label;
    }

    /** What tables call it. */
    public String label() {
        return label;
    }

    /** Whether the model has an embedding of positions, and so takes sequences up to a length alone. */
    boolean hasPositions() {
        return this != LSTM;
    }

    /** The tensors of a model, in the order in which they act. */
    List<TensorShape> shapes(LearnedSpec spec) {
        int d = spec.width();
        List<TensorShape> shapes = new ArrayList<>();
        shapes.add(new TensorShape("embedding.token", spec.inputs(), d));
        if (hasPositions()) {
            shapes.add(new TensorShape("embedding.position", spec.maximumLength(), d));
        }
        for (int layer = 0; layer < spec.layers(); layer++) {
            addLayer(shapes, spec, layer);
        }
        if (hasPositions()) {
            addNorm(shapes, "output.norm", d);
        }
        shapes.add(new TensorShape("output.weight", d, spec.outcomes()));
        shapes.add(new TensorShape("output.bias", 1, spec.outcomes()));
        return List.copyOf(shapes);
    }

    abstract void addLayer(List<TensorShape> shapes, LearnedSpec spec, int layer);

    /** {@code layer.2.attention.key.weight}. */
    static String name(int layer, String part) {
        return "layer." + layer + "." + part;
    }

    private static void addFeedForward(List<TensorShape> shapes, LearnedSpec spec, int layer) {
        addNorm(shapes, name(layer, "feedforward.norm"), spec.width());
        shapes.add(new TensorShape(name(layer, "feedforward.in.weight"), spec.width(), spec.hidden()));
        shapes.add(new TensorShape(name(layer, "feedforward.in.bias"), 1, spec.hidden()));
        shapes.add(new TensorShape(name(layer, "feedforward.out.weight"), spec.hidden(), spec.width()));
        shapes.add(new TensorShape(name(layer, "feedforward.out.bias"), 1, spec.width()));
    }

    private static void addNorm(List<TensorShape> shapes, String name, int width) {
        shapes.add(new TensorShape(name + ".gain", 1, width));
        shapes.add(new TensorShape(name + ".bias", 1, width));
    }
}
