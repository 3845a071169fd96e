package org.deciban.tunnels.meters;

import java.util.ArrayList;
import java.util.List;

/**
 * A reliability diagram over every outcome of every position: predicted probabilities in bins, tenths above .1 and finer
 * below, where many outcomes have most of theirs; and in each bin what share of them came out and what the exact posterior gave them.
 *
 * <p>The expected calibration error is {@code Σ_b n_b/N |mean predicted − observed|} (Naeini, Cooper and Hauskrecht, AAAI 2015), here
 * over all outcomes and not over the likeliest alone, which a uniform posterior does not have. Against labels it has the noise of the
 * labels, and is above 0 for the exact posterior too; against the posterior it has none. A calibrated model may still know nothing: one
 * that always gives the base rate is calibrated.
 */
public final class Calibration {
    /** Where bins begin; the last ends at 1. */
    private static final double[] EDGES = {
        0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9
    };

    private static final int BINS = EDGES.length;

    private final List<Bin> bins;

    private Calibration(List<Bin> bins) {
        this.bins = List.copyOf(bins);
    }

    /**
     * A bin, {@code low ≤ predicted < high}, the last with its upper end.
     *
     * @param count the predictions in it
     * @param predicted their mean; NaN of none
     * @param frequency the share of them that came out; NaN of none
     * @param posterior the mean exact probability of their outcomes; NaN of none
     */
    public record Bin(double low, double high, long count, double predicted, double frequency, double posterior) {}

    /** The bins, ascending. */
    public List<Bin> bins() {
        return bins;
    }

    /** The expected calibration error against what came out. */
    public double errorAgainstLabels() {
        return error(true);
    }

    /** The expected calibration error against the exact posterior. */
    public double errorAgainstPosterior() {
        return error(false);
    }

    private double error(boolean labels) {
        double sum = 0;
        long count = 0;
        for (Bin bin : bins) {
            if (bin.count() > 0) {
                sum += bin.count() * Math.abs(bin.predicted() - (labels ? bin.frequency() : bin.posterior()));
                count += bin.count();
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** Counts predictions. */
    static final class Builder {
        private final long[] counts = new long[BINS];
        private final double[] predicted = new double[BINS];
        private final long[] came = new long[BINS];
        private final double[] posterior = new double[BINS];

        /** Counts a position: the distributions, and the outcome that came out. */
        void add(double[] exact, double[] model, int label) {
            for (int outcome = 0; outcome < exact.length; outcome++) {
                int bin = bin(model[outcome]);
                counts[bin]++;
                predicted[bin] += model[outcome];
                came[bin] += outcome == label ? 1 : 0;
                posterior[bin] += exact[outcome];
            }
        }

        private static int bin(double probability) {
            int bin = BINS - 1;
            while (bin > 0 && probability < EDGES[bin]) {
                bin--;
            }
            return bin;
        }

        Calibration build() {
            List<Bin> bins = new ArrayList<>();
            for (int bin = 0; bin < BINS; bin++) {
                double count = counts[bin];
                bins.add(new Bin(
                        EDGES[bin],
                        bin + 1 < BINS ? EDGES[bin + 1] : 1,
                        counts[bin],
                        predicted[bin] / count,
                        came[bin] / count,
                        posterior[bin] / count));
            }
            return new Calibration(bins);
        }
    }
}
