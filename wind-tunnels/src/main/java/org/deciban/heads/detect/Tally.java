package org.deciban.heads.detect;

/**
 * A mean that is being taken, over places of one sequence or of many.
 *
 * @param sum of what was seen
 * @param count how often
 */
public record Tally(double sum, long count) {
    /** Nothing seen. */
    public static final Tally NONE = new Tally(0, 0);

    /** One number more. */
    public Tally and(double value) {
        return new Tally(sum + value, count + 1);
    }

    /** Both. */
    public Tally and(Tally other) {
        return new Tally(sum + other.sum, count + other.count);
    }

    /** The mean; NaN if nothing was seen. */
    public double mean() {
        return sum / count;
    }
}
