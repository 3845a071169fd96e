package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Numbers of a semiring, all times one power of two.
 *
 * @param <E> one number
 */
final class NumberTable<E> {
    private final List<E> numbers;
    private long exponent;

    /** The numbers, times two to the exponent. */
    NumberTable(List<E> numbers, long exponent) {
        this.numbers = new ArrayList<>(numbers);
        this.exponent = exponent;
    }

    /** So many times the same number. */
    NumberTable(int size, E number) {
        this(Collections.nCopies(size, number), 0);
    }

    /** The entries; a live view. */
    List<E> numbers() {
        return numbers;
    }

    /** The first entry of each table. */
    static <E> Stream<E> firsts(List<NumberTable<E>> tables) {
        return tables.stream().map(table -> table.numbers.get(0));
    }

    /** Drops the power of two and returns its exponent. */
    long dropExponent() {
        long dropped = exponent;
        exponent = 0;
        return dropped;
    }
}
