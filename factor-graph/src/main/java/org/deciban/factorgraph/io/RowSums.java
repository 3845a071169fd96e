package org.deciban.factorgraph.io;

/** Says which rows of conditional tables sum to one; never changes them. */
final class RowSums {
    static final String EXPECTED = "a row that sums to 1 within 1e-6";

    /**
     * Published networks print their probabilities with few digits: rows of the bnlearn repository miss 1 by up to
     * 3e-7. The last term lets a row pass that misses by 1e-6 in decimals.
     */
    private static final double TOLERANCE = 1e-6 + 1e-12;

    private final boolean acceptAll;

    RowSums(ReadOptions options) {
        this.acceptAll = options.unnormalisedRowsAccepted();
    }

    boolean accepts(double sum) {
        return acceptAll || Math.abs(sum - 1) <= TOLERANCE;
    }
}
