package org.deciban.factorgraph.inference;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Eliminates the variables of an interaction graph one by one, cheapest first, joining the neighbours of each.
 *
 * <p>Eliminating v makes its neighbours a clique. The greedy rules differ in what they call cheap; none is always best
 * (Koller and Friedman, <em>Probabilistic Graphical Models</em>, 2009, §9.4.3.2).
 */
final class EliminationOrder {
    /** What eliminating a variable costs. */
    enum Rule {
        /** The number of edges it adds. */
        MIN_FILL,
        /** The edges it adds, each weighted with the product of the cardinalities it joins. */
        WEIGHTED_MIN_FILL,
        /** The number of cells of the clique it makes. */
        MIN_WEIGHT
    }

    private final Rule rule;
    private final int[] cardinality;
    private final int[][] neighbours;
    private final int[] degree;
    private final int[] mark;
    private int lastMark;
    private final int[] buffer;
    private final double[] cost;
    private final boolean[] eliminated;
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

    private final int[] order;
    private final int[][] later;

    /** A variable at the cost it had when queued; out of date once its cost has changed. */
    private record Candidate(int variable, double cost) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate that) {
            int byCost = Double.compare(cost, that.cost);
            return byCost != 0 ? byCost : Integer.compare(variable, that.variable);
        }
    }

    /** Eliminates all variables; those of one scope are neighbours at the start. */
    EliminationOrder(int[] cardinality, Iterable<int[]> scopes, Rule rule) {
        int variables = cardinality.length;
        this.rule = rule;
        this.cardinality = cardinality;
        this.neighbours = new int[variables][4];
        this.degree = new int[variables];
        this.mark = new int[variables];
        this.buffer = new int[variables];
        this.cost = new double[variables];
        this.eliminated = new boolean[variables];
        this.order = new int[variables];
        this.later = new int[variables][];
        for (int[] scope : scopes) {
            join(scope);
        }
        for (int v = 0; v < variables; v++) {
            enqueue(v);
        }
        for (int step = 0; step < variables; step++) {
            int v = next();
            order[step] = v;
            later[v] = Arrays.copyOf(neighbours[v], degree[v]);
            eliminate(v);
        }
    }

    /** The variables in the order of their elimination. */
    int[] order() {
        return order;
    }

    /** The neighbours of a variable when it was eliminated; with it they are a clique. */
    int[] later(int variable) {
        return later[variable];
    }

    private int next() {
        while (true) {
            Candidate candidate = queue.remove();
            if (!eliminated[candidate.variable] && candidate.cost == cost[candidate.variable]) {
                return candidate.variable;
            }
        }
    }

    private void enqueue(int v) {
        double now = cost(v);
        cost[v] = now;
        queue.add(new Candidate(v, now));
    }

    private void eliminate(int v) {
        eliminated[v] = true;
        int[] clique = later[v];
        for (int u : clique) {
            remove(u, v);
        }
        boolean filled = join(clique);
        int affected = affected(clique, filled && rule != Rule.MIN_WEIGHT);
        for (int i = 0; i < affected; i++) {
            int u = buffer[i];
            double now = cost(u);
            if (now != cost[u]) {
                cost[u] = now;
                queue.add(new Candidate(u, now));
            }
        }
    }

    /**
     * Puts into the buffer the variables whose cost may have changed: the clique, and where it gained edges the variables
     * next to it, which no longer have to add them.
     */
    private int affected(int[] clique, boolean around) {
        int seen = ++lastMark;
        int count = 0;
        for (int u : clique) {
            mark[u] = seen;
            buffer[count++] = u;
        }
        if (around) {
            for (int u : clique) {
                for (int i = 0; i < degree[u]; i++) {
                    int w = neighbours[u][i];
                    if (mark[w] != seen) {
                        mark[w] = seen;
                        buffer[count++] = w;
                    }
                }
            }
        }
        return count;
    }

    private double cost(int v) {
        return switch (rule) {
            case MIN_FILL -> fill(v, false);
            case WEIGHTED_MIN_FILL -> fill(v, true);
            case MIN_WEIGHT -> logCells(v);
        };
    }

    /** The edges missing between the neighbours of v, or the sum of their weights. */
    private double fill(int v, boolean weighted) {
        double fill = 0;
        for (int i = 1; i < degree[v]; i++) {
            int u = neighbours[v][i];
            markNeighbours(u);
            for (int j = 0; j < i; j++) {
                int w = neighbours[v][j];
                if (mark[w] != lastMark) {
                    fill += weighted ? (double) cardinality[u] * cardinality[w] : 1;
                }
            }
        }
        return fill;
    }

    private double logCells(int v) {
        double log = Math.log(cardinality[v]);
        for (int i = 0; i < degree[v]; i++) {
            log += Math.log(cardinality[neighbours[v][i]]);
        }
        return log;
    }

    private void markNeighbours(int u) {
        lastMark++;
        for (int i = 0; i < degree[u]; i++) {
            mark[neighbours[u][i]] = lastMark;
        }
    }

    /** Makes the variables neighbours of each other; false if they were. */
    private boolean join(int[] variables) {
        boolean joined = false;
        for (int u : variables) {
            markNeighbours(u);
            for (int w : variables) {
                if (w != u && mark[w] != lastMark) {
                    if (degree[u] == neighbours[u].length) {
                        neighbours[u] = Arrays.copyOf(neighbours[u], 2 * degree[u]);
                    }
                    neighbours[u][degree[u]++] = w;
                    joined = true;
                }
            }
        }
        return joined;
    }

    private void remove(int u, int neighbour) {
        int i = 0;
        while (neighbours[u][i] != neighbour) {
            i++;
        }
        neighbours[u][i] = neighbours[u][--degree[u]];
    }
}
