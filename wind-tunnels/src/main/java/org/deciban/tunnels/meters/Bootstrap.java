package org.deciban.tunnels.meters;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Percentile bootstrap over sequences (Efron, 1979, doi:10.1214/aos/1176344552): a statistic is computed again on as many sequences
 * drawn with replacement, and its interval is what the middle of these results spans. What happens within a sequence is never taken
 * apart, since its positions depend on each other.
 *
 * <p>The interval is too narrow for few sequences, and says nothing of extremes: no interval is given for a maximum.
 *
 * @param replicates how often sequences are drawn
 * @param seed of the draws
 * @param level the share of results within the interval
 */
public record Bootstrap(int replicates, long seed, double level) {
    /** 2,000 replicates, seed 1, 95 %. */
    public static final Bootstrap STANDARD = new Bootstrap(2_000, 1, 0.95);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException unless {@code replicates ≥ 1} and {@code 0 < level < 1}
     */
    public Bootstrap {
        if (replicates < 1 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a bootstrap must have at least 1 replicate and a level in (0, 1), got "
                    + replicates + " and " + level);
        }
    }

    /**
     * Estimates a statistic.
     *
     * @param sequences how many there are, at least 1
     * @param statistic from how often each sequence was drawn, shape {@code [sequences]}, to a number; may be infinite, not NaN
     * @return the statistic of each sequence once, with its interval
     */
    public Estimate estimate(int sequences, ToDoubleFunction<int[]> statistic) {
        int[] once = new int[sequences];
        Arrays.fill(once, 1);
        RandomGenerator random = new Well19937c(seed);
        double[] results = new double[replicates];
        for (int replicate = 0; replicate < replicates; replicate++) {
            int[] drawn = new int[sequences];
            for (int i = 0; i < sequences; i++) {
                drawn[random.nextInt(sequences)]++;
            }
            results[replicate] = statistic.applyAsDouble(drawn);
        }
        Arrays.sort(results);
        return new Estimate(
                statistic.applyAsDouble(once), quantile(results, (1 - level) / 2), quantile(results, (1 + level) / 2));
    }

    /** Without interpolation, which infinite results do not allow. */
    private static double quantile(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /**
     * Estimates a mean.
     *
     * @param values one for each sequence
     */
    public Estimate mean(double[] values) {
        return estimate(values.length, drawn -> weightedMean(values, drawn));
    }

    /**
     * Estimates the ratio of two means over the same sequences, which are drawn together.
     *
     * @param numerator one for each sequence
     * @param denominator one for each sequence
     */
    public Estimate ratio(double[] numerator, double[] denominator) {
        if (numerator.length != denominator.length) {
            throw new IllegalArgumentException(
                    "a ratio must be over the same sequences, got " + numerator.length + " and " + denominator.length);
        }
        return estimate(numerator.length, drawn -> {
            double above = weightedMean(numerator, drawn);
            double below = weightedMean(denominator, drawn);
            // Neither is better: both are exact, or both infinitely off.
            return above == below ? 1 : above / below;
        });
    }

    static double weightedMean(double[] values, int[] weights) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < values.length; i++) {
            // Infinity times a weight of 0 would be NaN.
            sum += weights[i] == 0 ? 0 : weights[i] * values[i];
            count += weights[i];
        }
        return sum / count;
    }
}
