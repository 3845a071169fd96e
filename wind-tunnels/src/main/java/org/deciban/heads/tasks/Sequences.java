package org.deciban.heads.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What tasks share: names, drawing, and distributions. */
final class Sequences {
    private Sequences() {}

    /** {@code ^}, then {@code a, b, …}, or {@code s1, s2, …} where letters run out. */
    static List<String> names(int vocabulary) {
        if (vocabulary < 3) {
            throw new IllegalArgumentException("a vocabulary must have at least 3 symbols, got " + vocabulary);
        }
        List<String> names = new ArrayList<>(List.of("^"));
        for (int symbol = 1; symbol < vocabulary; symbol++) {
            names.add(vocabulary <= 27 ? String.valueOf((char) ('a' + symbol - 1)) : "s" + symbol);
        }
        return List.copyOf(names);
    }

    /** The start, then symbols from 1 on, each alike and on its own. */
    static int[] uniform(RandomGenerator random, int length, int vocabulary) {
        int[] symbols = new int[length];
        for (int position = 1; position < length; position++) {
            symbols[position] = 1 + random.nextInt(vocabulary - 1);
        }
        return symbols;
    }

    /** Positions from 1 on. */
    static int[] afterStart(int length, IntPredicate isAsked) {
        return IntStream.range(1, length).filter(isAsked).toArray();
    }

    /** A distribution with all mass on one outcome. */
    static double[] certain(int outcome, int outcomes) {
        double[] distribution = new double[outcomes];
        distribution[outcome] = 1;
        return distribution;
    }

    /** Counts over their sum; all alike if there is none. */
    static double[] shares(int[] counts) {
        int sum = IntStream.of(counts).sum();
        return IntStream.of(counts)
                .mapToDouble(count -> sum == 0 ? 1.0 / counts.length : (double) count / sum)
                .toArray();
    }
}
