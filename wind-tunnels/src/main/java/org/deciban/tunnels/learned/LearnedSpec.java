package org.deciban.tunnels.learned;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.deciban.tunnels.AnalyticTask;

/**
 * What a learned model looks like.
 *
 * @param kind what it computes
 * @param inputs the numbers of a token
 * @param outcomes the outcomes of a distribution
 * @param maximumLength the most tokens of a sequence, for kinds with positions; more than those of the task leave room for longer
 *     sequences, at positions that were never trained
 * @param width d, the numbers of the residual stream, or of the state of an LSTM
 * @param heads the heads of a layer, which divide d; 0 unless a transformer
 * @param layers the number of layers
 * @param hidden the units of a feed-forward, rectified (ReLU); 0 for an LSTM, and for a transformer of attention alone, which has no
 *     feed-forwards
 * @param causal whether attention sees the tokens up to its own alone
 */
public record LearnedSpec(
        ModelKind kind,
        int inputs,
        int outcomes,
        int maximumLength,
        int width,
        int heads,
        int layers,
        int hidden,
        boolean causal) {
    /** The most weights: 400 MB of them in float32, some times that in training. */
    private static final long MOST_PARAMETERS = 100_000_000;

    /** What is added to a variance before the root is taken. */
    public static final double NORM_EPSILON = 1e-5;

    /**
     * @throws IllegalArgumentException if a bound does not hold, or there would be more than 10^8 weights
     */
    public LearnedSpec {
        require(
                inputs >= 1 && outcomes >= 2 && maximumLength >= 1,
                "≥ 1 input, ≥ 2 outcomes and length ≥ 1",
                inputs + ", " + outcomes + " and " + maximumLength);
        require(width >= 1 && layers >= 1, "width ≥ 1 and ≥ 1 layer", width + " and " + layers);
        if (kind == ModelKind.TRANSFORMER) {
            require(heads >= 1 && width % heads == 0, "heads that divide the width " + width, heads + "");
        } else {
            require(heads == 0, "no heads, being no transformer", heads + "");
        }
        requireHidden(kind, hidden);
        double most = (double) width * (inputs + maximumLength + outcomes)
                + (double) layers * width * (8.0 * width + 2.0 * hidden);
        require(most <= MOST_PARAMETERS, "at most " + MOST_PARAMETERS + " weights", "about " + (long) most);
    }

    private static void requireHidden(ModelKind kind, int hidden) {
        switch (kind) {
            case TRANSFORMER -> require(hidden >= 0, "≥ 0 hidden units", hidden + "");
            case MLP -> require(hidden >= 1, "≥ 1 hidden unit, being a position-wise network", hidden + "");
            case LSTM -> require(hidden == 0, "no hidden units, being an LSTM", hidden + "");
        }
    }

    private static void require(boolean holds, String rule, String found) {
        if (!holds) {
            throw new IllegalArgumentException("a learned model must have " + rule + ", got " + found);
        }
    }

    /**
     * A transformer for a task.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public static LearnedSpec transformer(AnalyticTask task, int width, int heads, int layers, int hidden) {
        return of(ModelKind.TRANSFORMER, task, width, heads, layers, hidden);
    }

    /**
     * A position-wise network for a task: each token by itself.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public static LearnedSpec mlp(AnalyticTask task, int width, int layers, int hidden) {
        return of(ModelKind.MLP, task, width, 0, layers, hidden);
    }

    /**
     * An LSTM for a task.
     *
     * @throws IllegalArgumentException as the constructor
     */
    public static LearnedSpec lstm(AnalyticTask task, int width, int layers) {
        return of(ModelKind.LSTM, task, width, 0, layers, 0);
    }

    private static LearnedSpec of(ModelKind kind, AnalyticTask task, int width, int heads, int layers, int hidden) {
        return new LearnedSpec(
                kind,
                task.inputs().size(),
                task.outcomes().size(),
                task.maximumLength(),
                width,
                heads,
                layers,
                hidden,
                task.isCausal());
    }

    /** With room for sequences of another length. */
    public LearnedSpec withMaximumLength(int length) {
        return new LearnedSpec(kind, inputs, outcomes, length, width, heads, layers, hidden, causal);
    }

    /** The position-wise network of the same width and depth that has as many weights as can be, by the units of its feed-forwards. */
    public LearnedSpec matchingMlp() {
        return closest(units ->
                new LearnedSpec(ModelKind.MLP, inputs, outcomes, maximumLength, width, 0, layers, units, causal));
    }

    /** The LSTM of one layer that has as many weights as can be, by its width. */
    public LearnedSpec matchingLstm() {
        return closest(
                state -> new LearnedSpec(ModelKind.LSTM, inputs, outcomes, maximumLength, state, 0, 1, 0, causal));
    }

    /** The size from which the number of weights comes closest to this one's; it grows with the size. */
    private LearnedSpec closest(IntFunction<LearnedSpec> ofSize) {
        ToLongFunction<LearnedSpec> distance = spec -> Math.abs(spec.parameters() - parameters());
        int size = 1;
        while (ofSize.apply(size).parameters() < parameters()) {
            size++;
        }
        LearnedSpec above = ofSize.apply(size);
        LearnedSpec below = ofSize.apply(Math.max(1, size - 1));
        return distance.applyAsLong(below) < distance.applyAsLong(above) ? below : above;
    }

    /** Whether a layer has a feed-forward: not in an LSTM, nor in a transformer of attention alone. */
    public boolean hasFeedForward() {
        return hidden > 0;
    }

    /** The tensors, in the order in which they act. */
    public List<TensorShape> tensors() {
        return kind.shapes(this);
    }

    /** The number of weights. */
    public long parameters() {
        return tensors().stream().mapToLong(TensorShape::size).sum();
    }

    /** The numbers of a query, key or value of one head: d / heads. */
    public int headWidth() {
        return heads == 0 ? 0 : width / heads;
    }
}
