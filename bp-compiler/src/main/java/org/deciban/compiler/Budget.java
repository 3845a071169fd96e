package org.deciban.compiler;

/**
 * How large a model may be.
 *
 * @param modelBytes the most bytes that the tokens may take, see {@link CostReport#modelBytes}; above it nothing is built
 * @param junctionTreeRows the most rows that the cliques of a junction tree may have together
 * @param unaskedRows the same where no promise is asked for and exactness is a gift: above it the promise is the loopy one
 * @param patternEntries the most attention weights of a dense forward pass, see {@link CostReport#patternEntries}, up to
 *     which exactness is chosen where no promise is asked for; it never refuses. Infinite for engines that leave out most of them
 */
public record Budget(long modelBytes, long junctionTreeRows, long unaskedRows, double patternEntries) {
    /**
     * Two gibibytes of tokens; 2^23 rows; 2^16 rows where exactness is not asked for, which the folded engine runs within
     * seconds; any number of attention weights.
     */
    public static final Budget DEFAULT = new Budget(2L << 30, 1L << 23, 1L << 16, Double.POSITIVE_INFINITY);

    /**
     * @throws IllegalArgumentException if a component is not positive; NaN is not
     */
    public Budget {
        if (!(modelBytes > 0 && junctionTreeRows > 0 && unaskedRows > 0 && patternEntries > 0)) {
            throw new IllegalArgumentException("a budget must be positive, got " + modelBytes + " bytes, "
                    + junctionTreeRows + " rows, " + unaskedRows + " rows unasked and " + patternEntries
                    + " attention weights");
        }
    }

    /** The same with another limit of the model's bytes. */
    public Budget withModelBytes(long wanted) {
        return new Budget(wanted, junctionTreeRows, unaskedRows, patternEntries);
    }

    /** The same with another limit of junction tree rows, asked for or not. */
    public Budget withJunctionTreeRows(long wanted) {
        return new Budget(modelBytes, wanted, Math.min(unaskedRows, wanted), patternEntries);
    }

    /** The same with another limit of junction tree rows where exactness is not asked for. */
    public Budget withUnaskedRows(long wanted) {
        return new Budget(modelBytes, junctionTreeRows, wanted, patternEntries);
    }

    /** The same with another limit of attention weights. */
    public Budget withPatternEntries(double wanted) {
        return new Budget(modelBytes, junctionTreeRows, unaskedRows, wanted);
    }
}
