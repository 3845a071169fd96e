package org.deciban.factorgraph.inference;

/**
 * Non-negative numbers that can be added, multiplied and, where the quotient exists, divided. Addition may be the maximum.
 *
 * @param <E> one number
 */
interface Semiring<E> {
    /** Neutral to addition. */
    E zero();

    /** Neutral to multiplication. */
    E one();

    /** A table of weights in numbers of this kind. */
    NumberTable<E> load(double[] weights);

    /** a + b. */
    E add(E a, E b);

    /** a · b. */
    E multiply(E a, E b);

    /** a / b, for a b that is not zero and, where division is not always possible, divides a. */
    E divide(E a, E b);

    /** Whether a number is {@link #zero()}. */
    boolean isZero(E number);

    /** The natural logarithm, rounded; −∞ for zero. */
    double log(E number);
}
