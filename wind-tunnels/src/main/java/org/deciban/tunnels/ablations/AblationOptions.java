package org.deciban.tunnels.ablations;

import org.deciban.tunnels.meters.Bootstrap;

/**
 * How much is sampled.
 *
 * @param sequences drawn from the task, at least 2
 * @param permutations of labels that are tried, at least 0
 * @param bootstrap for intervals over sequences
 * @param seed of sequences and permutations
 */
public record AblationOptions(int sequences, int permutations, Bootstrap bootstrap, long seed) {
    /** 100 sequences, 3 permutations, 1,000 resamples, 95 %. */
    public static final AblationOptions DEFAULT = new AblationOptions(100, 3, new Bootstrap(1_000, 1, 0.95), 1);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a bound does not hold
     */
    public AblationOptions {
        if (sequences < 2 || permutations < 0) {
            throw new IllegalArgumentException("ablations need at least 2 sequences and 0 permutations, got "
                    + sequences + " and " + permutations);
        }
    }
}
