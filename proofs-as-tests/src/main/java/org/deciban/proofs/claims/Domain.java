package org.deciban.proofs.claims;

import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a claim quantifies over: how a case is drawn, made smaller and written down.
 *
 * @param <T> a case
 */
public interface Domain<T> {
    /** One case; the same random numbers give the same case. */
    T draw(Random random);

    /** Valid cases that are smaller by one step, the smallest first; none where nothing can be left out. */
    Stream<T> smaller(T larger);

    /** The case in full, so that it can be tried elsewhere: a graph as a file that can be pasted. */
    String print(T drawn);

    /** A domain whose cases have no smaller ones. */
    static <T> Domain<T> of(Function<Random, T> draw, Function<T, String> print) {
        return of(draw, unused -> Stream.empty(), print);
    }

    /** A domain put together from its three functions. */
    static <T> Domain<T> of(Function<Random, T> draw, Function<T, Stream<T>> smaller, Function<T, String> print) {
        return new Domain<>() {
            @Override
            public T draw(Random random) {
                return draw.apply(random);
            }

            @Override
            public Stream<T> smaller(T larger) {
                return smaller.apply(larger);
            }

            @Override
            public String print(T drawn) {
                return print.apply(drawn);
            }
        };
    }
}
