package org.deciban.tunnels.learned;

import java.util.Arrays;
import org.deciban.tunnels.Intervention;
import org.deciban.tunnels.TokenSequence;

/** One forward pass. */
abstract class Pass {
    final LearnedWeights weights;
    final LearnedSpec spec;
    final int tokens;
    final Intervention intervention;
    final Recording recording;

    Pass(LearnedWeights weights, int tokens, Intervention intervention, Recording recording) {
        this.weights = weights;
        this.spec = weights.spec();
        this.tokens = tokens;
        this.intervention = intervention;
        this.recording = recording;
    }

    /** A pass of the kind of the model. */
    static Pass of(LearnedWeights weights, int tokens, Intervention intervention, Recording recording) {
        return weights.spec().kind() == ModelKind.LSTM
                ? new LstmPass(weights, tokens, intervention, recording)
                : new TransformerPass(weights, tokens, intervention, recording);
    }

    /** The stream after the last layer, shape {@code [tokens, d]}. */
    final double[] run(TokenSequence sequence) {
        double[] stream = leave(-1, embedded(sequence));
        for (int layer = 0; layer < spec.layers(); layer++) {
            stream = leave(layer, layer(layer, stream));
        }
        return stream;
    }

    /** What a layer makes of the stream, which it may change. */
    abstract double[] layer(int layer, double[] stream);

    private double[] embedded(TokenSequence sequence) {
        int d = spec.width();
        double[] table = weights.shared("embedding.token");
        double[] stream = spec.kind().hasPositions()
                ? Arrays.copyOf(weights.shared("embedding.position"), tokens * d)
                : new double[tokens * d];
        for (int token = 0; token < tokens; token++) {
            if (sequence.isSymbolic()) {
                Rows.addScaled(1, table, sequence.symbol(token) * d, stream, token * d, d);
            } else {
                double[] row = sequence.row(token);
                for (int input = 0; input < row.length; input++) {
                    Rows.addScaled(row[input], table, input * d, stream, token * d, d);
                }
            }
        }
        return stream;
    }

    /** Lets the intervention change the stream, and records it. */
    private double[] leave(int layer, double[] stream) {
        int d = spec.width();
        if (intervention != Intervention.NONE) {
            double[][] rows = Rows.split(stream, d);
            for (int token = 0; token < tokens; token++) {
                double[] changed = intervention.residual(layer, token, rows[token]);
                if (changed.length != d) {
                    throw new IllegalArgumentException("an intervention must give a residual of " + d + " numbers, got "
                            + changed.length + " after layer " + layer);
                }
                System.arraycopy(changed, 0, stream, token * d, d);
            }
        }
        recording.residual(layer, stream, d);
        return stream;
    }

    /** A tensor of a layer. */
    final double[] tensor(int layer, String part) {
        return weights.shared(ModelKind.name(layer, part));
    }
}
