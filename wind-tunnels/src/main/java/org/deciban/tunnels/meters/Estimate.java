package org.deciban.tunnels.meters;

/**
 * A number with its confidence interval.
 *
 * @param value computed from all sequences
 * @param low the lower end
 * @param high the upper end
 */
public record Estimate(double value, double low, double high) {}
