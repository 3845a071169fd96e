package org.deciban.heads.catalogue;

import java.util.List;

/**
 * A constructed head: whether it does its task, and its scores.
 *
 * @param name what it is called
 * @param task what it does, in words
 * @param inputs on how many random inputs the task was tried, with hard attention
 * @param longest the most tokens of these
 * @param worstError the largest difference between a probability said and the one expected, over all inputs, positions and outcomes
 * @param readings its scores
 */
public record CatalogueEntry(
        String name, String task, int inputs, int longest, double worstError, List<Reading> readings) {
    /** What a probability and a score may differ by. */
    public static final double TOLERANCE = 1e-9;

    /** Copies the readings. */
    public CatalogueEntry {
        readings = List.copyOf(readings);
    }

    /** Whether the task was done without error and every score is as predicted, to {@link #TOLERANCE}. */
    public boolean isAsPredicted() {
        return worstError <= TOLERANCE && readings.stream().allMatch(reading -> reading.difference() <= TOLERANCE);
    }
}
