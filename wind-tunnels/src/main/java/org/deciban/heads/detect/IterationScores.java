package org.deciban.heads.detect;

import java.util.List;

/**
 * The scores of an iteration head (Cabannes and others, 2024), as public code after that paper computes them, on sequences {@code ^ x_1 … x_L = s_1 … s_L} of one length, by the
 * weights on the diagonal, {@code a_t = A[S + t − 1, t]} for t = 1 … L, with S = L + 1 the place of the separator.
 */
public final class IterationScores {
    private IterationScores() {}

    /** The diagonal of one sequence, shape {@code [L]}. */
    public static double[] diagonal(double[][] attention, int separator) {
        Rows.requireTokens(attention, 2 * separator - 1);
        double[] diagonal = new double[separator - 1];
        for (int t = 1; t < separator; t++) {
            diagonal[t - 1] = attention[separator + t - 1][t];
        }
        return diagonal;
    }

    /** The mean of the diagonals. */
    public static Tally mean(List<double[]> diagonals) {
        Tally tally = Tally.NONE;
        for (double[] diagonal : diagonals) {
            for (double weight : diagonal) {
                tally = tally.and(weight);
            }
        }
        return tally;
    }

    /** Peakiness: the share of the diagonals above one half. */
    public static Tally peakiness(List<double[]> diagonals) {
        Tally tally = Tally.NONE;
        for (double[] diagonal : diagonals) {
            for (double weight : diagonal) {
                tally = tally.and(weight > 0.5 ? 1 : 0);
            }
        }
        return tally;
    }

    /**
     * Invariance: 1 less the mean over t of the standard deviation of a_t over the sequences, with n − 1 in the denominator.
     *
     * @throws IllegalArgumentException if there are fewer than two sequences, or their lengths differ
     */
    public static double invariance(List<double[]> diagonals) {
        if (diagonals.size() < 2) {
            throw new IllegalArgumentException("invariance is over at least 2 sequences, got " + diagonals.size());
        }
        int length = diagonals.get(0).length;
        Tally deviations = Tally.NONE;
        for (int t = 0; t < length; t++) {
            Tally mean = Tally.NONE;
            for (double[] diagonal : diagonals) {
                if (diagonal.length != length) {
                    throw new IllegalArgumentException(
                            "invariance is over sequences of one length, got " + length + " and " + diagonal.length);
                }
                mean = mean.and(diagonal[t]);
            }
            double squares = 0;
            for (double[] diagonal : diagonals) {
                squares += (diagonal[t] - mean.mean()) * (diagonal[t] - mean.mean());
            }
            deviations = deviations.and(Math.sqrt(squares / (diagonals.size() - 1)));
        }
        return 1 - deviations.mean();
    }
}
