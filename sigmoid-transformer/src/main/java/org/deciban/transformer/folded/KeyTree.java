package org.deciban.transformer.folded;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The groups of a head's keys as a tree that answers: which tokens score within a gap of the best?
 *
 * <p>A node stands for groups that agree on the coordinates before one, and has a child for each value that they take there.
 * For a query, {@code Σ agreed q_c k_c + Σ other max(q_c k)}, over the range of k on each coordinate, is an upper bound of every
 * score below a node; branches whose bound is more than the gap below a score already found are not entered. Coordinates on
 * which most keys agree come first, so that a query for one kind of token leaves the others in a few steps; for addresses in
 * pairs of bits a query then takes about as many steps as the address has bits.
 */
final class KeyTree {
    private final KeyGroups groups;
    /** The place of a coordinate in the order of the tree, or −1. */
    private final int[] rankOf;

    private final int ranks;
    /** By rank: the least and largest key value. */
    private final double[] least;

    private final double[] most;
    /** By group, its key by rank: {@code ranksOf[g]} ascending. */
    private final int[][] ranksOf;

    private final double[][] valuesOf;
    private final Node root;

    /**
     * A node.
     *
     * @param value the value of its groups at the rank at which the parent splits
     * @param rank the rank at which it splits; of a leaf the number of ranks
     * @param group one of its groups; of a leaf the only one
     * @param from the place in that group's key behind what the parent knows
     * @param to the place at which {@code rank} begins
     * @param children by value, empty in a leaf
     */
    private record Node(double value, int rank, int group, int from, int to, Node... children) {}

    KeyTree(KeyGroups groups, int dimensions) {
        this.groups = groups;
        int[] order = order(groups, dimensions);
        this.ranks = order.length;
        this.rankOf = new int[dimensions];
        Arrays.fill(rankOf, -1);
        for (int rank = 0; rank < ranks; rank++) {
            rankOf[order[rank]] = rank;
        }
        this.ranksOf = new int[groups.count()][];
        this.valuesOf = new double[groups.count()][];
        for (int g = 0; g < groups.count(); g++) {
            sortByRank(g);
        }
        this.least = new double[ranks];
        this.most = new double[ranks];
        findRanges();
        this.root = grow(IntStream.range(0, groups.count()).toArray(), 0, 0, 0);
    }

    /** The coordinates on which keys differ least first: by the number of keys that are, or are not, zero. */
    private static int[] order(KeyGroups groups, int dimensions) {
        int[] notZero = new int[dimensions];
        for (int g = 0; g < groups.count(); g++) {
            for (int c : groups.key(g).index()) {
                notZero[c]++;
            }
        }
        return IntStream.range(0, dimensions)
                .filter(c -> notZero[c] > 0)
                .mapToLong(c -> (long) Math.min(notZero[c], groups.count() - notZero[c]) << 32 | c)
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray();
    }

    private void sortByRank(int group) {
        SparseVector key = groups.key(group);
        int size = key.size();
        int[] sortedRanks = new int[size];
        double[] sortedValues = new double[size];
        for (int i = 0; i < size; i++) {
            int rank = rankOf[key.index()[i]];
            int at = i;
            for (; at > 0 && sortedRanks[at - 1] > rank; at--) {
                sortedRanks[at] = sortedRanks[at - 1];
                sortedValues[at] = sortedValues[at - 1];
            }
            sortedRanks[at] = rank;
            sortedValues[at] = key.value()[i];
        }
        ranksOf[group] = sortedRanks;
        valuesOf[group] = sortedValues;
    }

    private void findRanges() {
        int[] seen = new int[ranks];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (int g = 0; g < ranksOf.length; g++) {
            for (int i = 0; i < ranksOf[g].length; i++) {
                int rank = ranksOf[g][i];
                seen[rank]++;
                least[rank] = Math.min(least[rank], valuesOf[g][i]);
                most[rank] = Math.max(most[rank], valuesOf[g][i]);
            }
        }
        for (int rank = 0; rank < ranks; rank++) {
            if (seen[rank] < ranksOf.length) {
                least[rank] = Math.min(least[rank], 0);
                most[rank] = Math.max(most[rank], 0);
            }
        }
    }

    /**
     * @param members groups that agree on the ranks before {@code rank}, and so on the first {@code from} entries of their keys
     */
    private Node grow(int[] members, double value, int rank, int from) {
        int group = members[0];
        if (members.length == 1) {
            return new Node(value, ranks, group, from, ranksOf[group].length);
        }
        // The first place at which some key differs from the first one's: the split is at the smaller rank found there.
        int to = from;
        int split = ranks;
        while (split == ranks) {
            int here = rankAt(group, to);
            for (int member : members) {
                int there = rankAt(member, to);
                if (there != here || here < ranks && valuesOf[member][to] != valuesOf[group][to]) {
                    split = Math.min(split, Math.min(here, there));
                }
            }
            to += split == ranks ? 1 : 0;
        }
        int at = split;
        int place = to;
        double[] valueAt = new double[members.length];
        double[] distinct = new double[members.length];
        int count = 0;
        for (int i = 0; i < members.length; i++) {
            valueAt[i] = rankAt(members[i], place) == at ? valuesOf[members[i]][place] : 0;
            int known = 0;
            while (known < count && distinct[known] != valueAt[i]) {
                known++;
            }
            if (known == count) {
                distinct[count++] = valueAt[i];
            }
        }
        Node[] children = new Node[count];
        for (int c = 0; c < count; c++) {
            IntList ofChild = new IntList();
            for (int i = 0; i < members.length; i++) {
                if (valueAt[i] == distinct[c]) {
                    ofChild.add(members[i]);
                }
            }
            children[c] = grow(ofChild.toArray(), distinct[c], at + 1, distinct[c] == 0 ? place : place + 1);
        }
        return new Node(value, at, group, from, place, children);
    }

    private int rankAt(int group, int place) {
        return place < ranksOf[group].length ? ranksOf[group][place] : ranks;
    }

    /** How much coordinates that the tree does not know can make two keys differ for a query. */
    double spread(SparseVector query) {
        return groups.spread(query);
    }

    /** Every token whose score on the coordinates of the tree is within {@code gap} of the best, ascending. */
    int[] within(SparseVector query, double gap) {
        Search search = new Search(query, gap);
        search.enter(root, 0);
        return search.tokens();
    }

    private final class Search {
        private final double[] query = new double[ranks];
        private final double[] rest = new double[ranks + 1];
        private final double gap;
        private double best = Double.NEGATIVE_INFINITY;
        private final IntList found = new IntList();
        private final DoubleList scores = new DoubleList();

        Search(SparseVector vector, double gap) {
            for (int i = 0; i < vector.size(); i++) {
                int rank = rankOf[vector.index()[i]];
                if (rank >= 0) {
                    query[rank] = vector.value()[i];
                }
            }
            double size = 0;
            for (int rank = ranks - 1; rank >= 0; rank--) {
                double low = query[rank] * least[rank];
                double high = query[rank] * most[rank];
                rest[rank] = rest[rank + 1] + Math.max(low, high);
                size += Math.max(Math.abs(low), Math.abs(high));
            }
            // Room for the rounding of sums in another order.
            this.gap = gap + 1e-12 * size;
        }

        void enter(Node node, double agreed) {
            double sum = agreed;
            int[] at = ranksOf[node.group()];
            double[] values = valuesOf[node.group()];
            for (int i = node.from(); i < node.to(); i++) {
                sum += query[at[i]] * values[i];
            }
            if (sum + rest[node.rank()] < best - gap) {
                return;
            }
            if (node.children().length == 0) {
                best = Math.max(best, sum);
                found.add(node.group());
                scores.add(sum);
                return;
            }
            double q = query[node.rank()];
            double above = rest[node.rank() + 1];
            // From the best child down; there are few.
            double last = Double.POSITIVE_INFINITY;
            for (int entered = 0; entered < node.children().length; ) {
                double next = Double.NEGATIVE_INFINITY;
                for (Node child : node.children()) {
                    double added = q * child.value();
                    next = added < last && added > next ? added : next;
                }
                for (Node child : node.children()) {
                    if (q * child.value() == next) {
                        entered++;
                        if (sum + next + above >= best - gap) {
                            enter(child, sum + next);
                        }
                    }
                }
                last = next;
            }
        }

        int[] tokens() {
            IntList tokens = new IntList();
            for (int i = 0; i < found.size(); i++) {
                if (scores.get(i) >= best - gap) {
                    groups.addMembers(found.get(i), tokens);
                }
            }
            int[] sorted = tokens.toArray();
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
