package org.deciban.transformer.nd4j;

import java.util.Arrays;

/** The scores of one query. */
final class AttentionColumn {
    final double[] entries;
    private final double[] pieceMax;
    private final Exponential exponential = new Exponential();

    AttentionColumn(int keys) {
        this.entries = new double[keys];
        this.pieceMax = new double[(keys + Exponential.PIECE - 1) / Exponential.PIECE];
    }

    /** Replaces the scores x by {@code e^(x − max x)} and returns the sum; all NaN if a score is NaN or the largest +∞. */
    double exponentiate() {
        double max = Double.NEGATIVE_INFINITY;
        for (int piece = 0; piece < pieceMax.length; piece++) {
            pieceMax[piece] = max(piece * Exponential.PIECE, end(piece));
            max = Math.max(max, pieceMax[piece]);
        }
        if (!Double.isFinite(max)) {
            Arrays.fill(entries, Double.NaN);
            return Double.NaN;
        }
        double sum = 0;
        for (int piece = 0; piece < pieceMax.length; piece++) {
            int from = piece * Exponential.PIECE;
            int end = end(piece);
            // Most pieces of a constructed model's columns hold mismatches alone.
            if (pieceMax[piece] - max < Exponential.IS_ZERO_BELOW) {
                Arrays.fill(entries, from, end, 0.0);
            } else {
                exponential.exp(entries, from, end - from, max);
                sum += sum(from, end);
            }
        }
        return sum;
    }

    private int end(int piece) {
        return Math.min((piece + 1) * Exponential.PIECE, entries.length);
    }

    private double max(int from, int end) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = from; i < end; i++) {
            double entry = entries[i];
            // True for NaN.
            if (!(entry <= max)) {
                max = entry;
                if (Double.isNaN(max)) {
                    return max;
                }
            }
        }
        return max;
    }

    private double sum(int from, int end) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 3 < end; i += 4) {
            a += entries[i];
            b += entries[i + 1];
            c += entries[i + 2];
            d += entries[i + 3];
        }
        for (; i < end; i++) {
            a += entries[i];
        }
        return (a + b) + (c + d);
    }
}
