package org.deciban.tunnels.ablations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.meters.Divergences;
import org.deciban.tunnels.meters.Sample;
import org.deciban.tunnels.results.FiniteDivergence;

/** What a model answers on a sample. */
final class Answers {
    private final Sample sample;
    private final List<double[][]> predictions;

    private Answers(Sample sample, List<double[][]> predictions) {
        this.sample = sample;
        this.predictions = predictions;
    }

    /** From a sequence to shape {@code [positions, outcomes]}. */
    interface Asked {
        double[][] predict(LabelledSequence sequence);
    }

    /** Asks in parallel. */
    static Answers of(Sample sample, Asked asked) {
        return new Answers(
                sample, sample.sequences().parallelStream().map(asked::predict).toList());
    }

    private double[][] posterior(int sequence) {
        List<double[]> rows = new ArrayList<>();
        for (int index = 0; index < predictions.get(sequence).length; index++) {
            rows.add(sample.posterior(sequence, index));
        }
        return rows.toArray(double[][]::new);
    }

    /** KL(posterior ‖ answer) in bits, the mean of each sequence. */
    double[] klBits() {
        double[] bits = new double[predictions.size()];
        Arrays.setAll(bits, i -> FiniteDivergence.meanBits(posterior(i), predictions.get(i)));
        return bits;
    }

    /** The same over positions from a token on; sequences without such a position are left out. */
    double[] klBitsFrom(int token) {
        return IntStream.range(0, predictions.size())
                .mapToDouble(i -> klBitsFrom(i, token))
                .filter(bits -> !Double.isNaN(bits))
                .toArray();
    }

    private double klBitsFrom(int sequence, int token) {
        int[] positions = sample.sequences().get(sequence).positions();
        return IntStream.range(0, positions.length)
                .filter(index -> positions[index] >= token)
                .mapToDouble(index -> FiniteDivergence.bits(
                        sample.posterior(sequence, index), predictions.get(sequence)[index]))
                .average()
                .orElse(Double.NaN);
    }

    /** The total variation to the posterior, the mean of each sequence. */
    double[] totalVariation() {
        double[] means = new double[predictions.size()];
        for (int i = 0; i < means.length; i++) {
            double[][] posterior = posterior(i);
            for (int index = 0; index < posterior.length; index++) {
                double[] answer = predictions.get(i)[index];
                means[i] += Divergences.totalVariation(Arrays.copyOf(posterior[index], answer.length), answer)
                        / posterior.length;
            }
        }
        return means;
    }

    /** KL(these ‖ others) in bits, the mean of each sequence. */
    double[] movedBits(Answers others) {
        double[] bits = new double[predictions.size()];
        Arrays.setAll(bits, i -> FiniteDivergence.meanBits(predictions.get(i), others.predictions.get(i)));
        return bits;
    }
}
