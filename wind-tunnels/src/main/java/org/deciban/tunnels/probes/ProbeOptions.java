package org.deciban.tunnels.probes;

import org.deciban.tunnels.meters.Bootstrap;

/**
 * How much is sampled.
 *
 * @param sequences drawn from the task, at least 4
 * @param resamples of the bootstrap
 * @param level that intervals are meant to cover
 * @param controls random directions that an axis is compared with, at least 1
 * @param seed of everything that is drawn
 */
public record ProbeOptions(int sequences, int resamples, double level, int controls, long seed) {
    /** 60 sequences, 200 resamples, 95 %, 4 directions. */
    public static final ProbeOptions DEFAULT = new ProbeOptions(60, 200, 0.95, 4, 1);

    /** @throws IllegalArgumentException if a bound does not hold */
    public ProbeOptions {
        if (sequences < 4) {
            throw new IllegalArgumentException("probes need at least 4 sequences, got " + sequences);
        }
        if (controls < 1) {
            throw new IllegalArgumentException("an axis must have at least 1 control, got " + controls);
        }
        new Bootstrap(resamples, seed, level);
    }

    /** The intervals that these options ask for. */
    public Bootstrap bootstrap() {
        return new Bootstrap(resamples, seed, level);
    }
}
