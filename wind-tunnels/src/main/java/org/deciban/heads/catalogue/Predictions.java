package org.deciban.heads.catalogue;

import java.util.stream.IntStream;
import org.deciban.heads.detect.Tally;
import org.deciban.heads.tasks.Count01;
import org.deciban.heads.tasks.Induction;
import org.deciban.heads.tasks.TriggeredCopy;
import org.deciban.tunnels.TokenSequence;

/**
 * Scores in closed form: how many keys score what, by the derivation of each head, from the symbols alone. Here e is e^(−β), and n the
 * number of tokens.
 */
final class Predictions {
    private Predictions() {}

    private static double exp(double exponent) {
        return Math.exp(exponent);
    }

    /** {@code 1 / (1 + N + (n − 1 − N) e)} at every query, with N of 0 and 1: the margin of {@link Count01}. */
    static Tally count01(TokenSequence tokens, double price) {
        long counted = IntStream.range(1, tokens.length())
                .filter(k -> tokens.symbol(k) == Count01.ZERO || tokens.symbol(k) == Count01.ONE)
                .count();
        double weight = 1 / (1 + counted + (tokens.length() - 1 - counted) * exp(-price));
        return new Tally(weight * (tokens.length() - 1), tokens.length() - 1);
    }

    /** {@code 1 / (1 + (n − 1) e)} at every query. */
    static Tally previousToken(TokenSequence tokens, double price) {
        double weight = 1 / (1 + (tokens.length() - 1) * exp(-price));
        return new Tally(weight * (tokens.length() - 1), tokens.length() - 1);
    }

    /**
     * {@code k / (k + e^(−β/2) + (q − k) e + m e + (n − 1 − q − m) e²)} at a query whose symbol came k times before and comes m times after:
     * the start, q − 1 − k other tokens before, itself, and what comes after.
     */
    static Tally duplicateToken(TokenSequence tokens, double price) {
        Tally tally = Tally.NONE;
        for (int query = 1; query < tokens.length(); query++) {
            int q = query;
            long before = IntStream.range(1, q)
                    .filter(k -> tokens.symbol(k) == tokens.symbol(q))
                    .count();
            long after = IntStream.range(q + 1, tokens.length())
                    .filter(k -> tokens.symbol(k) == tokens.symbol(q))
                    .count();
            if (before > 0) {
                double others = exp(-price / 2)
                        + (q - before + after) * exp(-price)
                        + (tokens.length() - 1 - q - after) * exp(-2 * price);
                tally = tally.and(before / (before + others));
            }
        }
        return tally;
    }

    /**
     * {@code k / (m + e^(−β/2) + (q − m) e + r e + (n − 1 − q − r) e²)} at a query with k earlier symbols like its own, m keys up to it that
     * follow a symbol of its class, and r such keys after it.
     */
    static Tally prefixMatching(Induction task, TokenSequence tokens, double price) {
        Tally tally = Tally.NONE;
        for (int query = 1; query < tokens.length(); query++) {
            int q = query;
            int own = task.classOf(tokens.symbol(q));
            long alike = IntStream.range(1, q)
                    .filter(k -> tokens.symbol(k) == tokens.symbol(q))
                    .count();
            long meant = IntStream.rangeClosed(2, q)
                    .filter(k -> task.classOf(tokens.symbol(k - 1)) == own)
                    .count();
            long later = IntStream.range(q + 1, tokens.length())
                    .filter(k -> task.classOf(tokens.symbol(k - 1)) == own)
                    .count();
            if (alike > 0) {
                double others = exp(-price / 2)
                        + (q - meant + later) * exp(-price)
                        + (tokens.length() - 1 - q - later) * exp(-2 * price);
                tally = tally.and(alike / (meant + others));
            }
        }
        return tally;
    }

    /**
     * What the start weighs: at a trigger {@code e / (1 + (n − 1) e)}, or {@code 1 / (1 + (n − 1) e)} right after the start; elsewhere
     * {@code 1 / (1 + e + (n − 2) e²)}, or {@code 1 / (1 + (n − 1) e³)} right after the start.
     */
    static Tally sink(TokenSequence tokens, double price) {
        int n = tokens.length();
        Tally tally = Tally.NONE;
        for (int query = 1; query < n; query++) {
            boolean trigger = tokens.symbol(query) == TriggeredCopy.TRIGGER;
            double others = (n - 1) * exp(-price);
            double weight = trigger
                    ? (query == 1 ? 1 : exp(-price)) / (1 + others)
                    : query == 1
                            ? 1 / (1 + (n - 1) * exp(-3 * price))
                            : 1 / (1 + exp(-price) + (n - 2) * exp(-2 * price));
            tally = tally.and(weight);
        }
        return tally;
    }

    /** {@code (1 + (R − 1) e) / (1 + e^(−β/2) + (n + R − 2) e)} at every token but the start. */
    static Tally registers(TokenSequence tokens, int registers, double price) {
        double weight = (1 + (registers - 1) * exp(-price))
                / (1 + exp(-price / 2) + (tokens.length() + registers - 2) * exp(-price));
        return new Tally(weight * (tokens.length() - 1), tokens.length() - 1);
    }

    /** {@code 1 / Σ_k e^((k − t)²)} for bit t, over all tokens k. */
    static double iteration(int tokens, int bit, double price) {
        return 1
                / IntStream.range(0, tokens)
                        .mapToDouble(k -> exp(-price * (k - bit) * (k - bit)))
                        .sum();
    }

    /**
     * A head that looks back a distance, restricted to one sink and a window that holds that distance: of the c keys that are seen, the
     * one meant has {@code 1 / (1 + (n − 1) e)} and the others e times that.
     */
    static Tally streaming(int tokens, int window, double price) {
        Tally tally = Tally.NONE;
        for (int query = 0; query < tokens; query++) {
            int seen = Math.min(query + 1, window + 1);
            tally = tally.and((1 + (seen - 1) * exp(-price)) / (1 + (tokens - 1) * exp(-price)));
        }
        return tally;
    }
}
