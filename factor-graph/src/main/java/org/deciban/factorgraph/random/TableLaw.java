package org.deciban.factorgraph.random;

/**
 * How the variables and tables of a random model are drawn.
 *
 * <p>Each variable has a number of states drawn uniformly. Each row of a conditional table is Dirichlet with all parameters
 * equal to the concentration: 1 is uniform over distributions, small values give nearly deterministic rows, large ones
 * nearly uniform rows. Each entry of a plain table is {@code exp(spread · z)} with z standard normal. In both, an entry is
 * set to zero with the probability {@code zeros}, but never so as to rule out one hidden joint assignment, drawn once per
 * model: every model has an assignment of positive weight.
 *
 * @param minStates fewest states of a variable, at least 1
 * @param maxStates most states of a variable
 * @param concentration of the Dirichlet distributions, positive and finite
 * @param spread standard deviation of the logarithm of a weight, at least 0; 0 gives tables of ones
 * @param zeros probability of a zero entry, in [0, 1)
 */
public record TableLaw(int minStates, int maxStates, double concentration, double spread, double zeros) {
    /** @throws IllegalArgumentException naming the parameter that is out of range */
    public TableLaw {
        require(minStates >= 1 && minStates <= maxStates, "states from " + minStates + " to " + maxStates);
        require(concentration > 0 && concentration < Double.POSITIVE_INFINITY, "concentration " + concentration);
        require(spread >= 0 && spread < Double.POSITIVE_INFINITY, "spread " + spread);
        require(zeros >= 0 && zeros < 1, "zeros " + zeros);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("a table law has " + what + ", which is out of range");
        }
    }

    /** Two states, uniform rows, weights of spread 1, no zeros. */
    public static TableLaw binary() {
        return new TableLaw(2, 2, 1, 1, 0);
    }

    /** This law with other numbers of states. */
    public TableLaw withStates(int min, int max) {
        return new TableLaw(min, max, concentration, spread, zeros);
    }

    /** This law with another concentration. */
    public TableLaw withConcentration(double concentration) {
        return new TableLaw(minStates, maxStates, concentration, spread, zeros);
    }

    /** This law with another spread. */
    public TableLaw withSpread(double spread) {
        return new TableLaw(minStates, maxStates, concentration, spread, zeros);
    }

    /** This law with another probability of zeros. */
    public TableLaw withZeros(double zeros) {
        return new TableLaw(minStates, maxStates, concentration, spread, zeros);
    }
}
