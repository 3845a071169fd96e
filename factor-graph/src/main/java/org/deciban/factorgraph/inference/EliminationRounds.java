package org.deciban.factorgraph.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Eliminates the variables of an interaction graph in rounds, in each many variables of which no two are neighbours.
 *
 * <p>The clique of a variable has as its parent that of a later neighbour, which goes in a later round. So no path from a
 * clique up has more cliques than there are rounds. A round takes variables of at most two neighbours, and those whose
 * neighbours are a clique already: neither makes a clique of more than three variables where there is none.
 *
 * <p><b>Chains.</b> The ends go, and from them every other variable: half of m, rounded up (cyclic reduction; Hockney, 1965,
 * doi:10.1145/321250.321259). So there are at most {@code ⌊log2 n⌋ + 1} rounds.
 *
 * <p><b>Trees.</b> All L leaves go, and of the D variables of two neighbours C such that each other one is a neighbour of one
 * that goes; a leaf has one neighbour, each of the C has two, hence {@code D ≤ C + L + 2C}. Variables of more neighbours are fewer
 * than leaves. So {@code L + C ≥ (2L + D)/3 > m/3}: at least a third of m go, what is left is a tree, and there are at most {@code
 * ⌈log n / log 1.5⌉ + 1} rounds (rake and compress; Miller and Reif, 1985, doi:10.1109/SFCS.1985.43).
 *
 * <p>Elsewhere the number of neighbours allowed goes up by what is needed whenever a round would take less than an eighth of
 * the variables, and stays there: paths stay short, and cliques grow.
 */
final class EliminationRounds implements Elimination {
    private static final int FEWEST_NEIGHBOURS = 2;
    /** A round takes one variable of so many at least. */
    private static final int LEAST_SHARE = 8;
    /** Whether more neighbours than this are a clique is not looked at: it takes the square of their number. */
    private static final int MOST_CHECKED = 32;

    private final InteractionGraph graph;
    private final int[] order;
    private final int[][] later;
    /** The round in which a variable was chosen or stood beside one that was. */
    private final int[] barredIn;

    private final int[] visitedIn;
    private int round;
    private int eliminated;
    private int allowed = FEWEST_NEIGHBOURS;

    /**
     * Eliminates all variables.
     *
     * @param scopes the variables of one scope are neighbours at the start
     */
    EliminationRounds(int[] cardinality, Iterable<int[]> scopes) {
        int variables = cardinality.length;
        this.graph = new InteractionGraph(cardinality, scopes);
        this.order = new int[variables];
        this.later = new int[variables][];
        this.barredIn = new int[variables];
        this.visitedIn = new int[variables];
        int[] left = new int[variables];
        Arrays.setAll(left, v -> v);
        while (left.length > 0) {
            for (int v : nextRound(left)) {
                later[v] = graph.neighbours(v);
                graph.eliminate(v);
                order[eliminated++] = v;
            }
            left = Arrays.stream(left).filter(v -> later[v] == null).toArray();
        }
    }

    @Override
    public int[] order() {
        return order;
    }

    @Override
    public int[] later(int variable) {
        return later[variable];
    }

    private List<Integer> nextRound(int[] left) {
        List<Integer> chosen = choose(left);
        while (LEAST_SHARE * chosen.size() < left.length && raise(left)) {
            chosen = choose(left);
        }
        return chosen;
    }

    /** Allows as many neighbours as the next variable has; false if that is all of them. */
    private boolean raise(int[] left) {
        int next = Arrays.stream(left)
                .map(graph::degree)
                .filter(degree -> degree > allowed)
                .min()
                .orElse(allowed);
        boolean raised = next > allowed;
        allowed = next;
        return raised;
    }

    /** Leaves, then what is eligible on the way from them through the graph: so on a chain every other variable. */
    private List<Integer> choose(int[] left) {
        round++;
        List<Integer> chosen = new ArrayList<>();
        for (int v : left) {
            if (graph.degree(v) <= 1 && barredIn[v] != round) {
                choose(v, chosen);
            }
        }
        Deque<Integer> queue = new ArrayDeque<>(chosen);
        queue.forEach(v -> visitedIn[v] = round);
        for (int start : left) {
            visit(queue, chosen);
            if (visitedIn[start] != round) {
                visitedIn[start] = round;
                queue.add(start);
            }
        }
        visit(queue, chosen);
        return chosen;
    }

    private void visit(Deque<Integer> queue, List<Integer> chosen) {
        while (!queue.isEmpty()) {
            int v = queue.remove();
            if (barredIn[v] != round && isEligible(v)) {
                choose(v, chosen);
            }
            for (int u : graph.neighbours(v)) {
                if (visitedIn[u] != round) {
                    visitedIn[u] = round;
                    queue.add(u);
                }
            }
        }
    }

    private boolean isEligible(int v) {
        return graph.degree(v) <= allowed || graph.degree(v) <= MOST_CHECKED && graph.fill(v) == 0;
    }

    private void choose(int v, List<Integer> chosen) {
        chosen.add(v);
        barredIn[v] = round;
        for (int u : graph.neighbours(v)) {
            barredIn[u] = round;
        }
    }
}
