package org.deciban.factorgraph.inference;

import java.util.OptionalInt;

/**
 * Notices messages that come back after a few rounds.
 *
 * <p>It remembers the messages {@link #LONGEST_PERIOD} rounds before the last possible one. They oscillate with period p if
 * p rounds later they were closer to that than a thousandth of the residuals since.
 */
final class OscillationWatch {
    private static final int LONGEST_PERIOD = 12;
    private static final double CLOSE = 1e-3;

    private final double[] messages;
    private final int start;
    private final double[] distances = new double[LONGEST_PERIOD + 1];
    private double[] remembered = {};
    private double largestResidual;

    OscillationWatch(double[] messages, int maxRounds) {
        this.messages = messages;
        this.start = maxRounds - LONGEST_PERIOD;
    }

    /** To be told of every round. */
    void see(int round, double residual) {
        if (round == start) {
            remembered = messages.clone();
        } else if (round > start && remembered.length > 0) {
            largestResidual = Math.max(largestResidual, residual);
            distances[round - start] = distance();
        }
    }

    private double distance() {
        double largest = 0;
        for (int i = 0; i < messages.length; i++) {
            largest = Math.max(largest, Math.abs(messages[i] - remembered[i]));
        }
        return largest;
    }

    /** The shortest period; to be asked after the last possible round. */
    OptionalInt findPeriod() {
        for (int p = 2; p <= LONGEST_PERIOD && largestResidual > 0; p++) {
            if (distances[p] <= CLOSE * largestResidual) {
                return OptionalInt.of(p);
            }
        }
        return OptionalInt.empty();
    }
}
