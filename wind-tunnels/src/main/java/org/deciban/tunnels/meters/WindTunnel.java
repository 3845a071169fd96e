package org.deciban.tunnels.meters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.SequenceModel;

/**
 * Holds models against the exact posterior, each at every position of every sequence of a sample.
 *
 * <pre>{@code
 * Sample sample = Sample.draw(Bijection.published(), 200, 1);
 * Measurement measured = WindTunnel.measure(model, sample);
 * measured.summary(Meter.KULLBACK_LEIBLER).mean();
 * measured.isWithin(1e-12);
 * }</pre>
 */
public final class WindTunnel {
    /** Sequences that a model is given at once. */
    private static final int AT_ONCE = 64;

    /** By how much the entries of a distribution may miss 1: what single precision and many outcomes leave, with room. */
    private static final double MISSING = 1e-3;

    private WindTunnel() {}

    /**
     * Measures a model, with intervals by {@link Bootstrap#STANDARD}.
     *
     * @throws ModelAnswerException as {@link #measure(SequenceModel, Sample, Bootstrap, Runnable)}
     */
    public static Measurement measure(SequenceModel model, Sample sample) {
        return measure(model, sample, Bootstrap.STANDARD, () -> {});
    }

    /**
     * Measures a model.
     *
     * @param model its rows may have one more entry than the task has outcomes: the probability of what is none of them, which the
     *     posterior gives 0
     * @param step called after each sequence
     * @throws ModelAnswerException naming the model, the sequence and the position, if a row has another number of entries, one is
     *     not in [0, 1], or they do not sum to 1 within 1e-3
     */
    public static Measurement measure(SequenceModel model, Sample sample, Bootstrap bootstrap, Runnable step) {
        Readings readings = new Readings(sample.size());
        Calibration.Builder calibration = new Calibration.Builder();
        for (int from = 0; from < sample.size(); from += AT_ONCE) {
            List<LabelledSequence> chunk = sample.sequences().subList(from, Math.min(from + AT_ONCE, sample.size()));
            List<double[][]> answers = model.predictAll(chunk);
            require(answers.size() == chunk.size(), model, "gave " + answers.size() + " answers for " + chunk.size());
            for (int i = 0; i < chunk.size(); i++) {
                read(model, sample, from + i, answers.get(i), readings, calibration);
                step.run();
            }
        }
        return new Measurement(model.name(), sample, readings, calibration.build(), bootstrap);
    }

    private static void read(
            SequenceModel model,
            Sample sample,
            int sequence,
            double[][] answer,
            Readings readings,
            Calibration.Builder calibration) {
        LabelledSequence asked = sample.sequences().get(sequence);
        int[] positions = asked.positions();
        int[] labels = asked.labels();
        require(
                answer.length == positions.length,
                model,
                "gave " + answer.length + " distributions for " + positions.length + " positions of sequence "
                        + sequence);
        List<double[]> exact = new ArrayList<>();
        for (int index = 0; index < positions.length; index++) {
            double[] posterior = sample.posterior(sequence, index);
            requireDistribution(model, answer[index], posterior.length, new Place(sequence, index, positions[index]));
            double[] widened = Arrays.copyOf(posterior, answer[index].length);
            exact.add(widened);
            calibration.add(widened, answer[index], labels[index]);
        }
        readings.read(sequence, exact.toArray(double[][]::new), answer);
    }

    private static void requireDistribution(SequenceModel model, double[] row, int outcomes, Place place) {
        require(
                row.length == outcomes || row.length == outcomes + 1,
                model,
                "gave " + row.length + " probabilities for " + outcomes + " outcomes at " + place);
        double sum = 0;
        for (double probability : row) {
            require(
                    probability >= 0 && probability <= 1 + MISSING,
                    model,
                    "gave the probability " + probability + " at " + place + ". Maybe these are logits?");
            sum += probability;
        }
        require(
                Math.abs(sum - 1) <= MISSING,
                model,
                "gave probabilities that sum to " + sum + " at " + place + ". Maybe these are logits?");
    }

    private static void require(boolean holds, SequenceModel model, String otherwise) {
        if (!holds) {
            throw new ModelAnswerException("the model '" + model.name() + "' " + otherwise);
        }
    }
}
