package org.deciban.factorgraph.inference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Eliminates the variables of an interaction graph one by one, cheapest first, joining the neighbours of each.
 *
 * <p>Eliminating v makes its neighbours a clique. The greedy rules differ in what they call cheap; none is always best, and
 * ties broken at random find better orders than ties broken by index (Koller and Friedman, <em>Probabilistic Graphical
 * Models</em>, 2009, §9.4.3.2; Fishelson and Geiger, 2004, doi:10.1089/1066527041410409). Variables with at most one
 * neighbour go first whatever the rule: that never enlarges a clique, and a forest is done in linear time.
 */
final class EliminationOrder implements Elimination {
    /** What eliminating a variable costs. */
    enum Rule {
        /** The number of cells of the clique it makes. */
        MIN_WEIGHT,
        /** The number of edges it adds. */
        MIN_FILL,
        /** The edges it adds, each weighted with the product of the cardinalities it joins. */
        WEIGHTED_MIN_FILL;

        double cost(InteractionGraph graph, int v) {
            return switch (this) {
                case MIN_FILL -> graph.fill(v);
                case WEIGHTED_MIN_FILL -> graph.weightedFill(v);
                case MIN_WEIGHT -> graph.logCells(v);
            };
        }
    }

    private final Rule rule;
    private final InteractionGraph graph;
    private final double[] cost;
    private final int[] tieBreak;
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

    private final int[] order;
    private int eliminated;
    private final int[][] later;

    /** A variable at the cost it had when queued; out of date once its cost has changed. */
    private record Candidate(int variable, double cost, int tieBreak) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate that) {
            int byCost = Double.compare(cost, that.cost);
            return byCost != 0 ? byCost : Integer.compare(tieBreak, that.tieBreak);
        }
    }

    /**
     * Eliminates all variables.
     *
     * @param scopes the variables of one scope are neighbours at the start
     * @param ties 0 breaks ties by index, any other number at random with that seed
     */
    EliminationOrder(int[] cardinality, Iterable<int[]> scopes, Rule rule, int ties) {
        int variables = cardinality.length;
        this.rule = rule;
        this.graph = new InteractionGraph(cardinality, scopes);
        this.cost = new double[variables];
        this.tieBreak = ties == 0
                ? new int[variables]
                : new Random(ties).ints(variables).toArray();
        this.order = new int[variables];
        this.later = new int[variables][];
        eliminateTwigs(variables);
        for (int v = 0; v < variables; v++) {
            if (later[v] == null) {
                enqueue(v, rule.cost(graph, v));
            }
        }
        while (eliminated < variables) {
            eliminateNext();
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

    /** Elementary steps that finding the order took. */
    long work() {
        return graph.work();
    }

    private void eliminateTwigs(int variables) {
        Deque<Integer> twigs = new ArrayDeque<>();
        for (int v = 0; v < variables; v++) {
            if (graph.degree(v) <= 1) {
                twigs.add(v);
            }
        }
        while (!twigs.isEmpty()) {
            int v = twigs.remove();
            if (later[v] == null) {
                eliminate(v);
                for (int u : later[v]) {
                    if (graph.degree(u) <= 1) {
                        twigs.add(u);
                    }
                }
            }
        }
    }

    private void eliminateNext() {
        Candidate candidate = queue.remove();
        int v = candidate.variable;
        if (later[v] != null || candidate.cost != cost[v]) {
            return;
        }
        boolean filled = eliminate(v);
        // A new edge also spares its common neighbours, which lie next to the clique, from adding it.
        for (int u : graph.around(later[v], filled && rule != Rule.MIN_WEIGHT)) {
            double now = rule.cost(graph, u);
            if (now != cost[u]) {
                enqueue(u, now);
            }
        }
    }

    private boolean eliminate(int v) {
        order[eliminated++] = v;
        later[v] = graph.neighbours(v);
        return graph.eliminate(v);
    }

    private void enqueue(int v, double now) {
        cost[v] = now;
        queue.add(new Candidate(v, now, tieBreak[v] == 0 ? v : tieBreak[v]));
    }
}
