package org.deciban.tunnels.meters;

/**
 * A meter over a sample.
 *
 * @param meter which one
 * @param mean over sequences of the mean over positions, with its interval
 * @param maximum over all positions of all sequences
 * @param worst where the maximum is, the first if there are several
 * @param infinite the number of places at which it is infinite: the model gave 0 to what may happen
 * @param finiteMean the mean over the other places; NaN if there are none
 */
public record Summary(Meter meter, Estimate mean, double maximum, Place worst, long infinite, double finiteMean) {}
