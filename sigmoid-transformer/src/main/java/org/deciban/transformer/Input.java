package org.deciban.transformer;

/**
 * An entry of the embedded tokens that differs from run to run.
 *
 * @param cell where it stands
 * @param least the least value it may have
 * @param most the largest value it may have
 */
public record Input(Cell cell, double least, double most) {

    /**
     * @throws IllegalArgumentException if the bounds are infinite, NaN, or in the wrong order
     */
    public Input {
        if (!(least <= most && Double.isFinite(least) && Double.isFinite(most))) {
            throw new IllegalArgumentException(
                    "an input must have finite bounds in order, got [" + least + ", " + most + "] at " + cell);
        }
    }

    /** Whether a value lies within the bounds; NaN never does. */
    public boolean allows(double value) {
        return value >= least && value <= most;
    }
}
