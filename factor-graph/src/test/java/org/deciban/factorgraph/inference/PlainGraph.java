package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** An interaction graph as sets of neighbours, each question answered from its definition. */
final class PlainGraph {
    private final int[] cardinality;
    private final TreeMap<Integer, Set<Integer>> neighbours = new TreeMap<>();

    PlainGraph(int[] cardinality, List<int[]> scopes) {
        this.cardinality = cardinality;
        for (int v = 0; v < cardinality.length; v++) {
            neighbours.put(v, new TreeSet<>());
        }
        for (int[] scope : scopes) {
            for (int u : scope) {
                for (int w : scope) {
                    if (u != w) {
                        neighbours.get(u).add(w);
                    }
                }
            }
        }
    }

    /** Four to ten variables of two to five states, and four to fifteen scopes of up to four of them. */
    static Tuple2<int[], List<int[]>> draw(Random random) {
        int[] cardinality = random.ints(4 + random.nextInt(7), 2, 6).toArray();
        List<int[]> scopes = new ArrayList<>();
        for (int i = 4 + random.nextInt(12); i > 0; i--) {
            int arity = 1 + random.nextInt(4);
            scopes.add(
                    random.ints(0, cardinality.length).distinct().limit(arity).toArray());
        }
        return Tuple.of(cardinality, scopes);
    }

    NavigableSet<Integer> variables() {
        return neighbours.navigableKeySet();
    }

    Set<Integer> neighbours(int v) {
        return neighbours.get(v);
    }

    /** The pairs of neighbours of v that are not neighbours of each other. */
    private List<int[]> missing(int v) {
        List<int[]> missing = new ArrayList<>();
        for (int u : neighbours(v)) {
            for (int w : neighbours(v)) {
                if (u < w && !neighbours(u).contains(w)) {
                    missing.add(new int[] {u, w});
                }
            }
        }
        return missing;
    }

    double fill(int v) {
        return missing(v).size();
    }

    double weightedFill(int v) {
        return missing(v).stream()
                .mapToDouble(pair -> cardinality[pair[0]] * cardinality[pair[1]])
                .sum();
    }

    double logCells(int v) {
        double cells = cardinality[v];
        for (int u : neighbours(v)) {
            cells *= cardinality[u];
        }
        return Math.log(cells);
    }

    /** Removes v and joins its neighbours; returns whether a pair of them was not joined before. */
    boolean eliminate(int v) {
        List<int[]> added = missing(v);
        for (int[] pair : added) {
            neighbours(pair[0]).add(pair[1]);
            neighbours(pair[1]).add(pair[0]);
        }
        for (int u : neighbours.remove(v)) {
            neighbours(u).remove(v);
        }
        return !added.isEmpty();
    }
}
