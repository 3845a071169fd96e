package org.deciban.tunnels.learned;

/**
 * The learning rate by step: linear from 0 to its peak, constant, then linear to a share of the peak at the last step.
 *
 * @param peak the highest rate, &gt; 0
 * @param warmUp the steps up to the peak, ≥ 0
 * @param decayFrom the share of all steps after which it sinks, in [0, 1]; 1 for never
 * @param last the share of the peak that is left at the end, in [0, 1]
 */
public record LearningRate(double peak, int warmUp, double decayFrom, double last) {
    /**
     * @throws IllegalArgumentException if a bound does not hold
     */
    public LearningRate {
        if (!(peak > 0 && peak < 1 && warmUp >= 0 && decayFrom >= 0 && decayFrom <= 1 && last >= 0 && last <= 1)) {
            throw new IllegalArgumentException(
                    "a learning rate must have a peak in (0, 1), warm-up ≥ 0, decay from and last in [0, 1], got "
                            + peak + ", " + warmUp + ", " + decayFrom + " and " + last);
        }
    }

    /** The same rate throughout. */
    public static LearningRate constant(double rate) {
        return new LearningRate(rate, 0, 1, 1);
    }

    /**
     * The rate of a step.
     *
     * @param step from 0 on
     * @param steps all of them
     */
    public double at(int step, int steps) {
        double rise = step < warmUp ? (step + 1.0) / (warmUp + 1.0) : 1;
        double start = decayFrom * steps;
        double fall = step < start ? 1 : 1 - (1 - last) * (step - start) / Math.max(1, steps - 1 - start);
        return peak * rise * Math.max(last, fall);
    }
}
