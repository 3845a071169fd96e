package org.deciban.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;

/**
 * Splits a comma-separated list of items that begin with a variable's name.
 *
 * <p>Names of variables and states may hold commas, {@code =} and {@code ~} themselves, so the text is not cut at every
 * comma: each item is tried against the names that the graph has, longest first, and a reading counts only if the whole
 * text can be read that way. What two readings share goes to the longer name.
 */
final class Names {
    private final List<Variable> longestFirst;

    /** The end of an item, and what it says. */
    record Item<T>(T value, int end) {}

    Names(FactorGraph graph) {
        this.longestFirst = graph.variables().stream()
                .sorted(Comparator.comparingInt((Variable v) -> v.name().length())
                        .reversed())
                .toList();
    }

    /** The variables whose name stands at a place of the text, longest first. */
    Stream<Variable> at(String text, int place) {
        return longestFirst.stream().filter(v -> text.startsWith(v.name(), place));
    }

    /**
     * The items of a text, or empty if it cannot be read.
     *
     * @param itemsAt all readings of an item that begins at a place, preferred ones first
     */
    static <T> Optional<List<T>> split(String text, IntFunction<Stream<Item<T>>> itemsAt) {
        // From the right: a reading of an item counts if the text ends there, or if what follows its comma can be read.
        Map<Integer, Item<T>> readable = new HashMap<>();
        for (int comma = text.length() - 1; comma >= -1; comma--) {
            if (comma == -1 || text.charAt(comma) == ',') {
                int start = skipBlanks(text, comma + 1);
                itemsAt.apply(start)
                        .filter(item -> isEnd(text, item.end()) || readable.containsKey(next(text, item.end())))
                        .findFirst()
                        .ifPresent(item -> readable.put(start, item));
            }
        }
        List<T> items = new ArrayList<>();
        int at = skipBlanks(text, 0);
        while (readable.containsKey(at)) {
            items.add(readable.get(at).value());
            at = next(text, readable.get(at).end());
        }
        return items.isEmpty() ? Optional.empty() : Optional.of(items);
    }

    private static boolean isEnd(String text, int place) {
        return skipBlanks(text, place) == text.length();
    }

    /** Where the item after the comma at a place begins, or −1 if there is no comma. */
    private static int next(String text, int place) {
        int comma = skipBlanks(text, place);
        return comma < text.length() && text.charAt(comma) == ',' ? skipBlanks(text, comma + 1) : -1;
    }

    private static int skipBlanks(String text, int place) {
        int end = place;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
