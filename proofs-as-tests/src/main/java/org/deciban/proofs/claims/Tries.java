package org.deciban.proofs.claims;

import java.util.Random;

/**
 * How much is tried, and from which random numbers.
 *
 * @param seed the same seed draws the same cases
 * @param count cases to draw where a part of a suite draws any, at least 1; a part may say that it takes fewer, since its cases are
 *     large, but draws more if more is asked for
 */
public record Tries(long seed, int count) {
    /** What {@code ./deciban claims} takes by default. */
    public static final Tries DEFAULT = new Tries(1, 200);

    /** @throws IllegalArgumentException if {@code count} is below 1 */
    public Tries {
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + ", and at least one case must be tried");
        }
    }

    /** The same seed with {@code 1/divisor} of the tries, rounded up: for parts whose cases are large. */
    public Tries dividedBy(int divisor) {
        return new Tries(seed, (count + divisor - 1) / divisor);
    }

    /** The same seed with so many tries, or more if there are more: for parts that look for a case, or for shares of cases. */
    public Tries atLeast(int least) {
        return new Tries(seed, Math.max(least, count));
    }

    /** The random numbers of one case, the same for the same seed and index. */
    public Random random(int index) {
        // SplittableRandom's increment keeps the streams of neighbouring indices apart.
        return new Random(seed * 0x9E3779B97F4A7C15L + index * 0xBF58476D1CE4E5B9L);
    }
}
