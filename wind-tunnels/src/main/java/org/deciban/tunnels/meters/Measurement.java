package org.deciban.tunnels.meters;

import java.util.Arrays;
import java.util.List;

/**
 * What the meters say of a model on a sample.
 *
 * <p>Immutable.
 */
public final class Measurement {
    private final String model;
    private final Sample sample;
    private final Readings readings;
    private final Calibration calibration;
    private final Bootstrap bootstrap;

    Measurement(String model, Sample sample, Readings readings, Calibration calibration, Bootstrap bootstrap) {
        this.model = model;
        this.sample = sample;
        this.readings = readings;
        this.calibration = calibration;
        this.bootstrap = bootstrap;
    }

    /** The name of the model. */
    public String model() {
        return model;
    }

    /** What it was measured on. */
    public Sample sample() {
        return sample;
    }

    /** How it is calibrated. */
    public Calibration calibration() {
        return calibration;
    }

    /** What intervals are computed with. */
    public Bootstrap bootstrap() {
        return bootstrap;
    }

    /** A meter at an index of the positions of a sequence. */
    public double at(Meter meter, int sequence, int index) {
        return readings.of(meter)[sequence][index];
    }

    /** The mean of a meter over the positions of each sequence, shape {@code [sequences]}. */
    public double[] bySequence(Meter meter) {
        return Arrays.stream(readings.of(meter))
                .mapToDouble(row -> Arrays.stream(row).average().orElse(0))
                .toArray();
    }

    /** The mean of a meter over sequences at each index of their positions, with intervals. */
    public List<Estimate> byIndex(Meter meter) {
        return Curve.estimates(readings.of(meter), bootstrap);
    }

    /** The mean exact entropy at each index, in bits. */
    public List<Estimate> exactEntropy() {
        return Curve.estimates(readings.exactEntropy(), bootstrap);
    }

    /** The mean entropy of the model at each index, in bits. */
    public List<Estimate> modelEntropy() {
        return Curve.estimates(readings.modelEntropy(), bootstrap);
    }

    /** The {@linkplain PublishedMeter published meter}, in bits. */
    public Estimate published() {
        return bootstrap.estimate(
                sample.size(),
                weights -> PublishedMeter.read(readings.exactEntropy(), readings.modelEntropy(), weights));
    }

    /** A meter over everything. */
    public Summary summary(Meter meter) {
        double[][] values = readings.of(meter);
        double maximum = -1;
        Place worst = place(0, 0);
        long infinite = 0;
        double sum = 0;
        long finite = 0;
        for (int sequence = 0; sequence < values.length; sequence++) {
            for (int index = 0; index < values[sequence].length; index++) {
                double value = values[sequence][index];
                if (value > maximum) {
                    maximum = value;
                    worst = place(sequence, index);
                }
                if (Double.isInfinite(value)) {
                    infinite++;
                } else {
                    sum += value;
                    finite++;
                }
            }
        }
        return new Summary(meter, bootstrap.mean(bySequence(meter)), maximum, worst, infinite, sum / finite);
    }

    private Place place(int sequence, int index) {
        return new Place(sequence, index, sample.sequences().get(sequence).positions()[index]);
    }

    /**
     * Whether the model is exact: at every position, every meter reads at most the tolerance.
     *
     * @param tolerance bits, and for total variation a probability
     */
    public boolean isWithin(double tolerance) {
        return Arrays.stream(Meter.values())
                .flatMap(meter -> Arrays.stream(readings.of(meter)))
                .flatMapToDouble(Arrays::stream)
                .allMatch(value -> value <= tolerance);
    }

    /**
     * How many times closer this model is than another one on the same sequences: the ratio of the means, drawn together.
     *
     * @throws IllegalArgumentException if the other one was measured on another sample
     */
    public Estimate timesCloserThan(Measurement other, Meter meter) {
        if (other.sample != sample) {
            throw new IllegalArgumentException("models must be measured on the same sample to be compared");
        }
        return bootstrap.ratio(other.bySequence(meter), bySequence(meter));
    }
}
