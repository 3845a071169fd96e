package org.deciban.transformer.folded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.deciban.transformer.Matrix;

/**
 * The keys of a head on its static coordinates, as a tree that answers: which tokens score within a gap of the best?
 *
 * <p>Tokens with equal keys form a group. A node of the tree holds groups that agree on all coordinates up to one, and has a
 * child for each value that they take there. For a query, {@code bound(node) = Σ agreed q_c k_c + Σ other max(q_c k)} over the
 * range of k on each coordinate is an upper bound of every score below; branches whose bound is more than the gap below a score
 * already found are not entered. Coordinates on which most keys agree come first, so that a query of one kind of token leaves
 * the others in a few steps; for addresses in pairs of bits a query then takes as many steps as the address has bits.
 *
 * <p>Coordinates with many values, such as weights of table rows, are left out of the tree: their share of a score is bounded by
 * the caller.
 */
final class KeyTree {
    /** More values than this on a coordinate, and it is left out. */
    private static final int MOST_VALUES = 16;

    /** The coordinates of the tree, in its order. */
    private final int[] coordinates;
    /** By rank: the least and largest key value. */
    private final double[] least;

    private final double[] most;
    /** By group: coordinate ranks and values that are not zero, ranks ascending. */
    private final List<SparseVector> groups = new ArrayList<>();
    /** By group: {@code members[memberStart[g] …]} are its tokens, ascending. */
    private final int[] memberStart;

    private final int[] members;
    /** By coordinate that is left out of the tree: the least and largest key value; 0 and 0 elsewhere. */
    private final double[] leastLeftOut;

    private final double[] mostLeftOut;
    private final Node root;

    /**
     * A node: the groups {@code order[from … to)} agree on all ranks before {@code rank}; a leaf has one group.
     *
     * @param children by value at the rank; empty in a leaf
     */
    private record Node(int rank, int group, List<Node> children) {}

    /**
     * @param keys of every token, on the coordinates that are static
     */
    KeyTree(Projection keys, int dimensions, Matrix tokens) {
        int n = tokens.rows();
        Projection.Scratch scratch = keys.scratch();
        Map<SparseVector, Integer> byKey = new HashMap<>();
        List<SparseVector> distinct = new ArrayList<>();
        boolean[] wide = wideCoordinates(keys, dimensions, tokens);
        this.leastLeftOut = new double[dimensions];
        this.mostLeftOut = new double[dimensions];
        int[] groupOf = new int[n];
        for (int t = 0; t < n; t++) {
            SparseVector whole = keys.of(tokens, t, scratch);
            widen(whole, wide);
            SparseVector key = without(whole, wide);
            Integer group = byKey.putIfAbsent(key, distinct.size());
            if (group == null) {
                group = distinct.size();
                distinct.add(key);
            }
            groupOf[t] = group;
        }
        this.coordinates = order(distinct, dimensions, wide);
        this.memberStart = new int[distinct.size() + 1];
        for (int group : groupOf) {
            memberStart[group + 1]++;
        }
        for (int g = 0; g < distinct.size(); g++) {
            memberStart[g + 1] += memberStart[g];
        }
        this.members = new int[n];
        int[] next = memberStart.clone();
        for (int t = 0; t < n; t++) {
            members[next[groupOf[t]]++] = t;
        }
        int[] rankOf = new int[dimensions];
        Arrays.fill(rankOf, -1);
        for (int rank = 0; rank < coordinates.length; rank++) {
            rankOf[coordinates[rank]] = rank;
        }
        for (SparseVector key : distinct) {
            groups.add(byRank(key, rankOf));
        }
        this.least = new double[coordinates.length];
        this.most = new double[coordinates.length];
        findRanges();
        int[] all = IntStream.range(0, groups.size()).toArray();
        this.root = grow(all, 0, all.length, 0);
    }

    private static boolean[] wideCoordinates(Projection keys, int dimensions, Matrix tokens) {
        Projection.Scratch scratch = keys.scratch();
        List<Set<Double>> values = new ArrayList<>();
        for (int c = 0; c < dimensions; c++) {
            values.add(new HashSet<>());
        }
        boolean[] wide = new boolean[dimensions];
        for (int t = 0; t < tokens.rows(); t++) {
            SparseVector key = keys.of(tokens, t, scratch);
            for (int i = 0; i < key.size(); i++) {
                int c = key.index()[i];
                wide[c] |= !wide[c]
                        && values.get(c).add(key.value()[i])
                        && values.get(c).size() > MOST_VALUES;
            }
        }
        return wide;
    }

    private void widen(SparseVector key, boolean[] wide) {
        for (int i = 0; i < key.size(); i++) {
            int c = key.index()[i];
            if (wide[c]) {
                leastLeftOut[c] = Math.min(leastLeftOut[c], key.value()[i]);
                mostLeftOut[c] = Math.max(mostLeftOut[c], key.value()[i]);
            }
        }
    }

    /** How much the coordinates that are left out can make two keys differ for a query. */
    double spread(SparseVector query) {
        double spread = 0;
        for (int i = 0; i < query.size(); i++) {
            int c = query.index()[i];
            spread += Math.abs(query.value()[i]) * (mostLeftOut[c] - leastLeftOut[c]);
        }
        return spread;
    }

    private static SparseVector without(SparseVector key, boolean[] left) {
        int[] kept = IntStream.range(0, key.size())
                .filter(i -> !left[key.index()[i]])
                .toArray();
        return kept.length == key.size()
                ? key
                : new SparseVector(
                        Arrays.stream(kept).map(i -> key.index()[i]).toArray(),
                        Arrays.stream(kept).mapToDouble(i -> key.value()[i]).toArray());
    }

    /** The coordinates on which keys differ least first: by the number of keys that are, or are not, zero. */
    private static int[] order(List<SparseVector> keys, int dimensions, boolean[] wide) {
        long[] notZero = new long[dimensions];
        for (SparseVector key : keys) {
            for (int c : key.index()) {
                notZero[c]++;
            }
        }
        return IntStream.range(0, dimensions)
                .filter(c -> !wide[c] && notZero[c] > 0)
                .boxed()
                .sorted((a, b) -> Long.compare(
                        Math.min(notZero[a], keys.size() - notZero[a]), Math.min(notZero[b], keys.size() - notZero[b])))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static SparseVector byRank(SparseVector key, int[] rankOf) {
        Integer[] order = new Integer[key.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Integer.compare(rankOf[key.index()[a]], rankOf[key.index()[b]]));
        return new SparseVector(
                Arrays.stream(order).mapToInt(i -> rankOf[key.index()[i]]).toArray(),
                Arrays.stream(order).mapToDouble(i -> key.value()[i]).toArray());
    }

    private void findRanges() {
        int[] seen = new int[coordinates.length];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (SparseVector key : groups) {
            for (int i = 0; i < key.size(); i++) {
                int rank = key.index()[i];
                seen[rank]++;
                least[rank] = Math.min(least[rank], key.value()[i]);
                most[rank] = Math.max(most[rank], key.value()[i]);
            }
        }
        for (int rank = 0; rank < coordinates.length; rank++) {
            if (seen[rank] < groups.size()) {
                least[rank] = Math.min(least[rank], 0);
                most[rank] = Math.max(most[rank], 0);
            }
        }
    }

    private Node grow(int[] order, int from, int to, int rank) {
        int split = rank;
        while (to - from > 1 && split < coordinates.length && agree(order, from, to, split)) {
            split++;
        }
        if (to - from == 1) {
            return new Node(coordinates.length, order[from], List.of());
        }
        int at = split;
        Integer[] boxed = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
        Arrays.sort(boxed, (a, b) -> Double.compare(at(a, at), at(b, at)));
        for (int i = from; i < to; i++) {
            order[i] = boxed[i - from];
        }
        List<Node> children = new ArrayList<>();
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || at(order[i], at) != at(order[start], at)) {
                children.add(grow(order, start, i, at + 1));
                start = i;
            }
        }
        return new Node(split, order[from], children);
    }

    private boolean agree(int[] order, int from, int to, int rank) {
        double first = at(order[from], rank);
        for (int i = from + 1; i < to; i++) {
            if (at(order[i], rank) != first) {
                return false;
            }
        }
        return true;
    }

    private double at(int group, int rank) {
        SparseVector key = groups.get(group);
        int i = Arrays.binarySearch(key.index(), rank);
        return i < 0 ? 0 : key.value()[i];
    }

    /** Every token whose score on the coordinates of the tree is within {@code gap} of the best, ascending. */
    int[] within(SparseVector query, double gap) {
        Search search = new Search(query, gap);
        search.enter(root, 0, 0);
        return search.tokens();
    }

    private final class Search {
        private final double[] query = new double[coordinates.length];
        private final double[] rest = new double[coordinates.length + 1];
        private final double gap;
        private double best = Double.NEGATIVE_INFINITY;
        private final IntList found = new IntList();
        private final DoubleList scores = new DoubleList();

        Search(SparseVector vector, double gap) {
            double size = 0;
            for (int rank = coordinates.length - 1; rank >= 0; rank--) {
                int i = Arrays.binarySearch(vector.index(), coordinates[rank]);
                query[rank] = i < 0 ? 0 : vector.value()[i];
                rest[rank] = rest[rank + 1] + Math.max(query[rank] * least[rank], query[rank] * most[rank]);
                size += Math.abs(query[rank]) * Math.max(Math.abs(least[rank]), Math.abs(most[rank]));
            }
            // Room for the rounding of sums in another order.
            this.gap = gap + 1e-12 * size;
        }

        void enter(Node node, int rank, double agreed) {
            double sum = agreed;
            SparseVector key = groups.get(node.group());
            int i = Arrays.binarySearch(key.index(), rank);
            for (i = i < 0 ? -i - 1 : i; i < key.size() && key.index()[i] < node.rank(); i++) {
                sum += query[key.index()[i]] * key.value()[i];
            }
            if (sum + rest[node.rank()] < best - gap) {
                return;
            }
            if (node.children().isEmpty()) {
                best = Math.max(best, sum);
                found.add(node.group());
                scores.add(sum);
                return;
            }
            enterChildren(node, sum);
        }

        private void enterChildren(Node node, double sum) {
            int rank = node.rank();
            int count = node.children().size();
            double[] added = new double[count];
            Integer[] order = new Integer[count];
            for (int c = 0; c < count; c++) {
                added[c] = query[rank] * at(node.children().get(c).group(), rank);
                order[c] = c;
            }
            Arrays.sort(order, (a, b) -> Double.compare(added[b], added[a]));
            for (int c : order) {
                if (sum + added[c] + rest[rank + 1] >= best - gap) {
                    enter(node.children().get(c), rank + 1, sum + added[c]);
                }
            }
        }

        int[] tokens() {
            IntList tokens = new IntList();
            for (int i = 0; i < found.size(); i++) {
                if (scores.get(i) >= best - gap) {
                    int group = found.get(i);
                    for (int m = memberStart[group]; m < memberStart[group + 1]; m++) {
                        tokens.add(members[m]);
                    }
                }
            }
            int[] sorted = tokens.toArray();
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
