package org.deciban.proofs.claims.propagation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deciban.proofs.claims.Domain;

/**
 * A verifier that reads symbols, is in one of finitely many states, starts in state 0, and says yes or no at the end.
 *
 * @param next for each symbol, the state that it leads to from each state; {@link #STOPPED} where the verifier has none and says
 *     no from there on
 * @param accepting the states in which it says yes
 */
record StateVerifier(List<List<Integer>> next, Set<Integer> accepting) {
    static final int STOPPED = -1;

    StateVerifier {
        next = next.stream().map(List::copyOf).toList();
        accepting = Set.copyOf(accepting);
    }

    int states() {
        return next.get(0).size();
    }

    int symbols() {
        return next.size();
    }

    /** n^n. */
    static int behaviours(int states) {
        return (int) Math.round(Math.pow(states, states));
    }

    /** The verifier whose symbols do all that a symbol can do to n states. */
    static StateVerifier ofAllMaps(int states) {
        List<List<Integer>> maps = new ArrayList<>();
        for (int map = 0; map < behaviours(states); map++) {
            List<Integer> to = new ArrayList<>();
            for (int rest = map, state = 0; state < states; state++, rest /= states) {
                to.add(rest % states);
            }
            maps.add(to);
        }
        return new StateVerifier(maps, Set.of(0));
    }

    /** Verifiers of at most three states and more symbols than they can tell apart, or as few as one. */
    static Domain<StateVerifier> domain(boolean total) {
        return Domain.of(random -> draw(random, total), StateVerifier::smaller, StateVerifier::print);
    }

    private static StateVerifier draw(Random random, boolean total) {
        int states = 1 + random.nextInt(3);
        int symbols = 1 + random.nextInt(states == 3 ? 36 : 12);
        List<List<Integer>> next = new ArrayList<>();
        for (int symbol = 0; symbol < symbols; symbol++) {
            next.add(IntStream.range(0, states)
                    .mapToObj(state -> !total && random.nextInt(4) == 0 ? STOPPED : random.nextInt(states))
                    .toList());
        }
        Set<Integer> accepting = IntStream.range(0, states)
                .filter(state -> random.nextBoolean())
                .boxed()
                .collect(Collectors.toSet());
        accepting.add(random.nextInt(states));
        return new StateVerifier(next, accepting);
    }

    private static Stream<StateVerifier> smaller(StateVerifier larger) {
        Stream<StateVerifier> withoutASymbol = larger.symbols() == 1
                ? Stream.empty()
                : IntStream.range(0, larger.symbols()).mapToObj(symbol -> {
                    List<List<Integer>> left = new ArrayList<>(larger.next);
                    left.remove(symbol);
                    return new StateVerifier(left, larger.accepting);
                });
        int last = larger.states() - 1;
        List<List<Integer>> fewer = larger.next.stream()
                .map(to -> to.subList(0, last).stream()
                        .map(state -> Math.min(state, last - 1))
                        .toList())
                .toList();
        Set<Integer> accepting = larger.accepting.stream()
                .map(state -> Math.min(state, last - 1))
                .collect(Collectors.toSet());
        Stream<StateVerifier> withoutAState =
                last == 0 ? Stream.empty() : Stream.of(new StateVerifier(fewer, accepting));
        return Stream.concat(withoutAState, withoutASymbol);
    }

    String print() {
        String maps = IntStream.range(0, symbols())
                .mapToObj(symbol -> (char) ('a' + symbol % 26) + (symbol < 26 ? "" : "" + symbol / 26) + ": "
                        + next.get(symbol).stream()
                                .map(state -> state == STOPPED ? "stops" : "" + state)
                                .collect(Collectors.joining(" ", "[", "]")))
                .collect(Collectors.joining(", "));
        return states() + " states, start 0, yes in " + accepting + "; state after each symbol by state before: "
                + maps;
    }

    /** Whether it says yes to a word. */
    boolean accepts(int... word) {
        int state = 0;
        for (int symbol : word) {
            state = state == STOPPED ? STOPPED : next.get(symbol).get(state);
        }
        return accepting.contains(state);
    }

    /**
     * How many kinds of symbols its answers tell apart: two are of one kind if no word changes its answer when one is put in the
     * place of the other. Only answers are looked at. Words around it of fewer symbols than states are enough: they reach every
     * state that can be reached, and tell apart every two that can be told apart (Moore, 1956).
     */
    int kindsOfSymbols() {
        return kindsOfSymbols(states() - 1);
    }

    /** The same with words of up to so many symbols on either side, which may tell fewer apart. */
    int kindsOfSymbols(int longest) {
        List<int[]> suffixes = words(longest);
        List<int[]> prefixes = new ArrayList<>();
        Set<List<Boolean>> seen = new HashSet<>();
        for (int[] prefix : words(longest)) {
            if (seen.add(answers(prefix, suffixes))) {
                prefixes.add(prefix);
            }
        }
        Map<List<Boolean>, Integer> kinds = new LinkedHashMap<>();
        for (int symbol = 0; symbol < symbols(); symbol++) {
            List<Boolean> answers = new ArrayList<>();
            for (int[] prefix : prefixes) {
                answers.addAll(answers(append(prefix, symbol), suffixes));
            }
            kinds.putIfAbsent(answers, symbol);
        }
        return kinds.size();
    }

    private List<Boolean> answers(int[] prefix, List<int[]> suffixes) {
        return suffixes.stream().map(suffix -> accepts(join(prefix, suffix))).toList();
    }

    /** All words of up to that many symbols. */
    private List<int[]> words(int longest) {
        List<int[]> words = new ArrayList<>(List.of(new int[0]));
        int from = 0;
        for (int length = 1; length <= longest; length++) {
            int to = words.size();
            for (int shorter = from; shorter < to; shorter++) {
                for (int symbol = 0; symbol < symbols(); symbol++) {
                    words.add(append(words.get(shorter), symbol));
                }
            }
            from = to;
        }
        return words;
    }

    private static int[] append(int[] word, int symbol) {
        return join(word, new int[] {symbol});
    }

    private static int[] join(int[] first, int[] second) {
        int[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
