package org.deciban.heads.detect;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** How much of what is to be found a head looks at. */
public final class RetrievalScore {
    private RetrievalScore() {}

    /**
     * The retrieval score of Wu and others (2024): the share of the needle's tokens at whose saying the head's largest weight lies within
     * the needle, on the token that is said.
     *
     * @param attention shape {@code [queries, keys]}
     * @param symbols shape {@code [tokens]}, what was said included
     * @param saying the queries at which the needle is said: the token said stands after each
     * @param needle where the needle stands, as many positions
     */
    public static Tally ofNeedle(double[][] attention, int[] symbols, int[] saying, int[] needle) {
        Rows.requireTokens(attention, symbols.length);
        Tally tally = Tally.NONE;
        for (int query : saying) {
            int looked = Rows.argmax(attention[query]);
            boolean copied = IntStream.of(needle).anyMatch(position -> position == looked)
                    && symbols[looked] == symbols[query + 1];
            tally = tally.and(copied ? 1 : 0);
        }
        return tally;
    }

    /**
     * The score of a head that looks at its targets alone, among keys that are alike otherwise: 1 / keys for each.
     *
     * @param keys the number of keys
     */
    public static double chanceOfNeedle(int keys) {
        return 1.0 / keys;
    }

    /**
     * The same where a query has several targets at once: the share of them among as many keys of largest weight.
     *
     * @param attention shape {@code [queries, keys]}
     * @param targets for each query the keys that it is to find; queries without any are passed over
     * @param ignored keys that hold nothing, a sink, and are left out
     */
    public static Tally ofTargets(double[][] attention, List<Set<Integer>> targets, Set<Integer> ignored) {
        Tally tally = Tally.NONE;
        for (int query = 0; query < targets.size(); query++) {
            Set<Integer> wanted = targets.get(query);
            double[] row = attention[query];
            List<Integer> largest = IntStream.range(0, row.length)
                    .boxed()
                    .filter(key -> !ignored.contains(key))
                    .sorted(Comparator.comparingDouble(key -> -row[key]))
                    .limit(wanted.size())
                    .toList();
            for (int key : wanted) {
                tally = tally.and(largest.contains(key) && row[key] > 0 ? 1 : 0);
            }
        }
        return tally;
    }

    /** The weight on the targets of a query, over the queries that have some. */
    public static Tally massOnTargets(double[][] attention, List<Set<Integer>> targets) {
        Tally tally = Tally.NONE;
        for (int query = 0; query < targets.size(); query++) {
            double[] row = attention[query];
            if (!targets.get(query).isEmpty()) {
                tally = tally.and(
                        targets.get(query).stream().mapToDouble(key -> row[key]).sum());
            }
        }
        return tally;
    }
}
