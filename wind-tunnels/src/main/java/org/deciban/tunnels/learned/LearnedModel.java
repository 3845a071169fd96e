package org.deciban.tunnels.learned;

import java.util.List;
import java.util.stream.IntStream;
import org.deciban.tunnels.Activations;
import org.deciban.tunnels.Intervention;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.ObservableModel;
import org.deciban.tunnels.TokenSequence;

/**
 * A learned model: its forward pass, in float64.
 *
 * <p>With x the rows of the stream, {@code LN(x) = gain · (x − mean) / √(variance + 1e-5) + bias}:
 *
 * <ul>
 *   <li>the embedding is {@code token · W + position}, without positions in an LSTM;
 *   <li>a layer of a transformer is {@code x += softmax(Q Kᵀ / √d_k) V · W_O + b} over the heads, with Q, K and V projections of
 *       {@code LN(x)}, then {@code x += max(LN(x) · W_1 + b_1, 0) · W_2 + b_2}, the latter
 *       unless the model is of attention alone;
 *   <li>a layer of an MLP is the second of these alone;
 *   <li>a layer of an LSTM, with {@code i f g o = x_t · W + h_(t−1) · U + b}, is {@code c_t = σ(f) c_(t−1) + σ(i) tanh(g)},
 *       {@code h_t = σ(o) tanh(c_t)}; h is what the next layer is given, and what is recorded as the residual stream;
 *   <li>the read-out is {@code softmax(LN(x) · W + b)}, without LN in an LSTM.
 * </ul>
 *
 * <p>Interventions: an MLP has no heads and an LSTM neither heads nor feed-forwards, so that nothing can be left out there. The bias
 * b of attention goes with the last head of a layer. What is changed of the state of an LSTM reaches the layer above, not the next
 * token.
 */
public final class LearnedModel implements ObservableModel {
    private final String name;
    private final LearnedWeights weights;

    /** A model that tables call by its kind. */
    public LearnedModel(LearnedWeights weights) {
        this(weights.spec().kind().label(), weights);
    }

    /** A model of another name. */
    public LearnedModel(String name, LearnedWeights weights) {
        this.name = name;
        this.weights = weights;
    }

    @Override
    public String name() {
        return name;
    }

    /** The weights. */
    public LearnedWeights weights() {
        return weights;
    }

    /** What it looks like. */
    public LearnedSpec spec() {
        return weights.spec();
    }

    @Override
    public int layers() {
        return spec().layers();
    }

    /** None but in a transformer. */
    @Override
    public int heads(int layer) {
        return spec().heads();
    }

    @Override
    public Activations record(TokenSequence tokens) {
        requireFit(tokens);
        Recording recording = new Recording(layers(), spec().heads());
        Pass.of(weights, tokens.length(), Intervention.NONE, recording).run(tokens);
        return recording;
    }

    @Override
    public double[][] predict(TokenSequence tokens, int[] positions, Intervention intervention) {
        requireFit(tokens);
        double[] stream =
                Pass.of(weights, tokens.length(), intervention, Recording.NONE).run(tokens);
        double[] asked = new double[positions.length * spec().width()];
        for (int p = 0; p < positions.length; p++) {
            if (positions[p] < 0 || positions[p] >= tokens.length()) {
                throw new IllegalArgumentException(
                        "positions must be in 0 … " + (tokens.length() - 1) + ", got " + positions[p]);
            }
            System.arraycopy(stream, positions[p] * spec().width(), asked, p * spec().width(), spec().width());
        }
        return readOut(asked, positions.length);
    }

    /** In parallel. */
    @Override
    public List<double[][]> predictAll(List<LabelledSequence> sequences) {
        return IntStream.range(0, sequences.size())
                .parallel()
                .mapToObj(
                        i -> predict(sequences.get(i).tokens(), sequences.get(i).positions()))
                .toList();
    }

    private double[][] readOut(double[] stream, int rows) {
        LearnedSpec spec = spec();
        double[] read = spec.kind().hasPositions()
                ? Rows.normalised(stream, weights.shared("output.norm.gain"), weights.shared("output.norm.bias"), rows)
                : stream;
        double[] logits = Rows.affine(
                read,
                weights.shared("output.weight"),
                weights.shared("output.bias"),
                rows,
                spec.width(),
                spec.outcomes());
        for (int row = 0; row < rows; row++) {
            Rows.softmax(logits, row * spec.outcomes(), spec.outcomes());
        }
        return Rows.split(logits, spec.outcomes());
    }

    private void requireFit(TokenSequence tokens) {
        LearnedSpec spec = spec();
        if (tokens.width() != spec.inputs()) {
            throw new IllegalArgumentException("the model " + name + " takes tokens of " + spec.inputs()
                    + " numbers, got " + tokens.width() + ". Maybe it was trained on another task or size?");
        }
        if (spec.kind().hasPositions() && tokens.length() > spec.maximumLength()) {
            throw new IllegalArgumentException("the model " + name + " has " + spec.maximumLength() + " positions, got "
                    + tokens.length() + " tokens. Maybe train it with room for longer sequences?");
        }
    }
}
