package org.deciban.compiler;

/**
 * How large a model may be.
 *
 * @param modelBytes the most bytes that the tokens may take, see {@link CostReport#modelBytes}; above it nothing is built
 * @param junctionTreeRows the most rows that the cliques of a junction tree may have together
 * @param patternEntries the most attention weights of a dense forward pass, see {@link CostReport#patternEntries}, up to
 *     which exactness is chosen where no promise is asked for; it never refuses
 */
public record Budget(long modelBytes, long junctionTreeRows, double patternEntries) {
    /**
     * Two gibibytes of tokens, 2^25 rows (half a gibibyte while they are searched), and 3·10^10 attention weights (a minute or
     * two on two cores).
     */
    public static final Budget DEFAULT = new Budget(2L << 30, 1L << 25, 3e10);

    /**
     * @throws IllegalArgumentException if a component is not positive; NaN is not
     */
    public Budget {
        if (!(modelBytes > 0 && junctionTreeRows > 0 && patternEntries > 0)) {
            throw new IllegalArgumentException("a budget must be positive, got " + modelBytes + " bytes, "
                    + junctionTreeRows + " rows and " + patternEntries + " attention weights");
        }
    }

    /** The same with another limit of the model's bytes. */
    public Budget withModelBytes(long wanted) {
        return new Budget(wanted, junctionTreeRows, patternEntries);
    }

    /** The same with another limit of junction tree rows. */
    public Budget withJunctionTreeRows(long wanted) {
        return new Budget(modelBytes, wanted, patternEntries);
    }

    /** The same with another limit of attention weights. */
    public Budget withPatternEntries(double wanted) {
        return new Budget(modelBytes, junctionTreeRows, wanted);
    }
}
