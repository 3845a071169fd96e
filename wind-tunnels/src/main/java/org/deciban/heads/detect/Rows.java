package org.deciban.heads.detect;

/** What scores ask of attention. */
final class Rows {
    private Rows() {}

    /** The first of the largest. */
    static int argmax(double[] row) {
        int best = 0;
        for (int key = 1; key < row.length; key++) {
            best = row[key] > row[best] ? key : best;
        }
        return best;
    }

    /**
     * Attention with a row and a column for each token.
     *
     * @throws IllegalArgumentException if it has fewer
     */
    static void requireTokens(double[][] attention, int tokens) {
        int keys = attention.length == 0 ? 0 : attention[0].length;
        if (attention.length < tokens || keys < tokens) {
            throw new IllegalArgumentException("attention must have a row and a column for each of " + tokens
                    + " tokens, has shape [" + attention.length + ", " + keys + "]");
        }
    }
}
