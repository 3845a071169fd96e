package org.deciban.factorgraph.inference;

import java.util.List;

/**
 * The numbers of one run: how tables of them are made, joined and divided.
 *
 * @param <T> a table of such numbers; its index order is the caller's affair
 */
interface Kernel<T> {
    /** A table of factor weights, as exact as the numbers allow. */
    T load(double[] weights);

    /** A table of zeros, to be a target. */
    T zeros(int size);

    /**
     * Multiplies tables and sums the product into targets.
     *
     * @param operands the plan's tables, then its targets
     * @throws OutOfRangeException if the product could leave the range of the numbers
     */
    void join(JoinPlan plan, List<T> operands);

    /** Divides each entry by that of the other table, in place; 0/0 is 0. */
    void divide(T table, T by);

    /**
     * Brings a table into the range in which it may be joined, dividing it by a power of two.
     *
     * @return the exponent of that power; 0 for numbers without a range
     */
    long rescale(T table);

    /** Whether every entry is zero. */
    boolean isZero(T table);

    /** The natural logarithm of an entry, rounded; −∞ for zero. */
    double log(T table, int index);

    /** A product of positive numbers could come too close to zero for the numbers of this kernel. */
    final class OutOfRangeException extends ArithmeticException {
        private static final long serialVersionUID = 1L;
    }
}
