package org.deciban.heads.count01;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.tunnels.Activations;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;

/**
 * Takes the logits of a learned transformer of one layer without feed-forward apart, by head (direct logit attribution).
 *
 * <p>The residual stream is {@code x = e + b + Σ_h o_h}, with {@code o_h = (A_h V_h) W_O,h}, and the logits are {@code LN(x) W + c}. With the
 * deviation of LN as it is in the whole model, LN is linear: head h adds {@code (gain · (o_h − mean o_h) / deviation) W}, and embedding and biases
 * are the rest. The sum is exact.
 */
public final class Decomposition {
    private final LearnedModel model;
    private final int width;
    private final int outcomes;
    private final double[] output;
    private final double[] outputBias;
    private final double[] attentionBias;
    private final double[] gain;
    private final double[] unembedding;
    private final double[] logitBias;

    /**
     * @throws IllegalArgumentException unless the model is a transformer of one layer of attention alone
     */
    public Decomposition(LearnedModel model) {
        if (model.spec().layers() != 1
                || model.spec().heads() == 0
                || model.spec().hasFeedForward()) {
            throw new IllegalArgumentException(
                    "what is taken apart must be a transformer of 1 layer without feed-forward, got " + model.spec());
        }
        this.model = model;
        this.width = model.spec().width();
        this.outcomes = model.spec().outcomes();
        LearnedWeights weights = model.weights();
        this.output = weights.values("layer.0.attention.output.weight");
        this.attentionBias = weights.values("layer.0.attention.output.bias");
        this.gain = weights.values("output.norm.gain");
        this.unembedding = weights.values("output.weight");
        this.logitBias = weights.values("output.bias");
        this.outputBias = readOut(weights.values("output.norm.bias"));
    }

    /** The questions of a sequence, in their order. */
    public List<Vote> votes(LabelledSequence sequence) {
        return votes(sequence, AttentionFactors.NONE);
    }

    /** The same while the attention of all heads, from every query, is multiplied by a factor for each symbol, and divided by its sum. */
    public List<Vote> votes(LabelledSequence sequence, AttentionFactors factors) {
        Activations activations = model.record(sequence.tokens());
        int[] positions = sequence.positions();
        int[] labels = sequence.labels();
        List<Vote> votes = new ArrayList<>();
        for (int p = 0; p < positions.length; p++) {
            votes.add(vote(activations, sequence.tokens(), positions[p], labels[p], factors));
        }
        return votes;
    }

    private Vote vote(
            Activations activations, TokenSequence tokens, int position, int label, AttentionFactors factors) {
        int heads = model.spec().heads();
        double[][] parts = new double[heads + 1][];
        double[] whole = activations.residual(-1)[position];
        for (int d = 0; d < width; d++) {
            whole[d] += attentionBias[d];
        }
        parts[heads] = whole.clone();
        for (int head = 0; head < heads; head++) {
            double[] pattern = factors.applied(tokens, activations.attention(0, head)[position]);
            parts[head] = written(head, pattern, activations.values(0, head).orElseThrow());
            for (int d = 0; d < width; d++) {
                whole[d] += parts[head][d];
            }
        }
        double deviation = Math.sqrt(variance(whole) + LearnedSpec.NORM_EPSILON);
        double[][] added = new double[heads + 1][];
        for (int part = 0; part <= heads; part++) {
            added[part] = readOut(normalised(parts[part], deviation));
        }
        double[] rest = added[heads];
        for (int outcome = 0; outcome < outcomes; outcome++) {
            rest[outcome] += outputBias[outcome] + logitBias[outcome];
        }
        return new Vote(Arrays.copyOf(added, heads), rest, label);
    }

    /** {@code (A V) W_O}, of one head. */
    private double[] written(int head, double[] pattern, double[][] values) {
        int size = model.spec().headWidth();
        double[] written = new double[width];
        for (int i = 0; i < size; i++) {
            double mixed = 0;
            for (int key = 0; key < pattern.length; key++) {
                mixed += pattern[key] * values[key][i];
            }
            for (int d = 0; d < width; d++) {
                written[d] += mixed * output[(head * size + i) * width + d];
            }
        }
        return written;
    }

    private static double variance(double[] row) {
        double mean = Arrays.stream(row).average().orElseThrow();
        return Arrays.stream(row).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    }

    private double[] normalised(double[] part, double deviation) {
        double mean = Arrays.stream(part).average().orElseThrow();
        double[] normalised = new double[width];
        for (int d = 0; d < width; d++) {
            normalised[d] = gain[d] * (part[d] - mean) / deviation;
        }
        return normalised;
    }

    private double[] readOut(double[] row) {
        double[] logits = new double[outcomes];
        for (int d = 0; d < width; d++) {
            for (int outcome = 0; outcome < outcomes; outcome++) {
                logits[outcome] += row[d] * unembedding[d * outcomes + outcome];
            }
        }
        return logits;
    }
}
