package org.deciban.tunnels.learned;

import org.deciban.tunnels.Intervention;

/** Attention where there are heads, then the feed-forward, each on the normalised stream and added to it. */
final class TransformerPass extends Pass {
    TransformerPass(LearnedWeights weights, int tokens, Intervention intervention, Recording recording) {
        super(weights, tokens, intervention, recording);
    }

    @Override
    double[] layer(int layer, double[] stream) {
        if (spec.heads() > 0) {
            attend(layer, stream);
        }
        if (spec.hasFeedForward() && intervention.keepsFeedForward(layer)) {
            feedForward(layer, stream);
        }
        return stream;
    }

    private double[] normalised(int layer, String norm, double[] stream) {
        return Rows.normalised(stream, tensor(layer, norm + ".gain"), tensor(layer, norm + ".bias"), tokens);
    }

    private void feedForward(int layer, double[] stream) {
        int d = spec.width();
        int hidden = spec.hidden();
        double[] units = Rows.affine(
                normalised(layer, "feedforward.norm", stream),
                tensor(layer, "feedforward.in.weight"),
                tensor(layer, "feedforward.in.bias"),
                tokens,
                d,
                hidden);
        Rows.rectify(units);
        add(stream, tensor(layer, "feedforward.out.bias"));
        Rows.addProduct(units, tensor(layer, "feedforward.out.weight"), tokens, hidden, d, stream);
    }

    private void attend(int layer, double[] stream) {
        int d = spec.width();
        double[] normalised = normalised(layer, "attention.norm", stream);
        double[] queries = project(layer, "query", normalised);
        double[] keys = project(layer, "key", normalised);
        double[] values = project(layer, "value", normalised);
        double[] mixed = new double[tokens * d];
        boolean some = false;
        for (int head = 0; head < spec.heads(); head++) {
            double[][] pattern = pattern(head, queries, keys);
            if (recording.isWanted()) {
                recording.head(layer, head, pattern, ofHead(head, keys), ofHead(head, values));
            }
            if (intervention.keepsHead(layer, head)) {
                some = true;
                mix(head, pattern, values, mixed);
            }
        }
        // The bias belongs to the heads together.
        if (some) {
            add(stream, tensor(layer, "attention.output.bias"));
            Rows.addProduct(mixed, tensor(layer, "attention.output.weight"), tokens, d, d, stream);
        }
    }

    private double[] project(int layer, String part, double[] normalised) {
        int d = spec.width();
        return Rows.affine(normalised, tensor(layer, "attention." + part + ".weight"), new double[0], tokens, d, d);
    }

    /** Shape {@code [queries, keys]}. */
    private double[][] pattern(int head, double[] queries, double[] keys) {
        int d = spec.width();
        int size = spec.headWidth();
        double scale = 1 / Math.sqrt(size);
        double[][] pattern = new double[tokens][tokens];
        for (int query = 0; query < tokens; query++) {
            int seen = spec.causal() ? query + 1 : tokens;
            for (int key = 0; key < seen; key++) {
                pattern[query][key] =
                        scale * Rows.dot(queries, query * d + head * size, keys, key * d + head * size, size);
            }
            Rows.softmax(pattern[query], 0, seen);
        }
        return pattern;
    }

    private void mix(int head, double[][] pattern, double[] values, double[] mixed) {
        int d = spec.width();
        int size = spec.headWidth();
        for (int query = 0; query < tokens; query++) {
            for (int key = 0; key < tokens; key++) {
                Rows.addScaled(
                        pattern[query][key], values, key * d + head * size, mixed, query * d + head * size, size);
            }
        }
    }

    private double[][] ofHead(int head, double[] rows) {
        int d = spec.width();
        int size = spec.headWidth();
        double[][] part = new double[tokens][size];
        for (int token = 0; token < tokens; token++) {
            System.arraycopy(rows, token * d + head * size, part[token], 0, size);
        }
        return part;
    }

    private void add(double[] stream, double[] bias) {
        for (int token = 0; token < tokens; token++) {
            Rows.addScaled(1, bias, 0, stream, token * bias.length, bias.length);
        }
    }
}
