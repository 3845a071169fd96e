package org.deciban.factorgraph.io;

/**
 * How strictly a BIF or XMLBIF file is read; the other formats do not hold rows to a sum.
 *
 * @param unnormalisedRowsAccepted whether a row of a conditional table may miss the sum 1 by more than 1e-6; it is used
 *     as written in either case, never rescaled
 */
public record ReadOptions(boolean unnormalisedRowsAccepted) {

    /** Rows of conditional tables sum to 1 within 1e-6. */
    public static ReadOptions defaults() {
        return new ReadOptions(false);
    }

    /** These options, with rows of conditional tables accepted whatever their sum. */
    public ReadOptions acceptUnnormalisedRows() {
        return new ReadOptions(true);
    }
}
