package org.deciban.factorgraph.inference;

import java.util.Arrays;

/** Which variables occur together in a table; loses variables and gains edges as they are eliminated. */
final class InteractionGraph {
    private static final int FIRST_CAPACITY = 4;

    private final int[] cardinality;
    private final int[][] neighbours;
    private final int[] degree;
    private final int[] mark;
    private int lastMark;
    private long work;

    /** The variables of one scope are neighbours of each other. */
    InteractionGraph(int[] cardinality, Iterable<int[]> scopes) {
        this.cardinality = cardinality;
        this.neighbours = new int[cardinality.length][FIRST_CAPACITY];
        this.degree = new int[cardinality.length];
        this.mark = new int[cardinality.length];
        for (int[] scope : scopes) {
            join(scope);
        }
    }

    int degree(int v) {
        return degree[v];
    }

    /** A copy of the neighbours of a variable, in no particular order. */
    int[] neighbours(int v) {
        return Arrays.copyOf(neighbours[v], degree[v]);
    }

    /** Elementary steps spent so far: a measure of time that is the same on every machine. */
    long work() {
        return work;
    }

    /** Removes a variable and makes its neighbours a clique; returns whether that added an edge. */
    boolean eliminate(int v) {
        int[] clique = neighbours(v);
        for (int u : clique) {
            int i = 0;
            while (neighbours[u][i] != v) {
                i++;
            }
            neighbours[u][i] = neighbours[u][--degree[u]];
            work += i;
        }
        degree[v] = 0;
        return join(clique);
    }

    /** Makes the variables neighbours of each other; returns whether that added an edge. */
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
        work += (long) variables.length * variables.length;
        return joined;
    }

    /** The number of edges missing between the neighbours of v. */
    double fill(int v) {
        return fill(v, false);
    }

    /** The sum, over the edges missing between the neighbours of v, of the product of the cardinalities they join. */
    double weightedFill(int v) {
        return fill(v, true);
    }

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
            work += i;
        }
        return fill;
    }

    /** The natural logarithm of the number of cells of the clique that eliminating v makes. */
    double logCells(int v) {
        double log = Math.log(cardinality[v]);
        for (int i = 0; i < degree[v]; i++) {
            log += Math.log(cardinality[neighbours[v][i]]);
        }
        work += degree[v];
        return log;
    }

    /** The variables given, and if wanted all their neighbours, each once. */
    int[] around(int[] variables, boolean withNeighbours) {
        int seen = ++lastMark;
        int[] around = variables.clone();
        int count = variables.length;
        for (int u : variables) {
            mark[u] = seen;
        }
        for (int i = 0; withNeighbours && i < variables.length; i++) {
            int u = variables[i];
            for (int j = 0; j < degree[u]; j++) {
                int w = neighbours[u][j];
                if (mark[w] != seen) {
                    mark[w] = seen;
                    around = count < around.length ? around : Arrays.copyOf(around, 2 * count);
                    around[count++] = w;
                }
            }
        }
        work += count;
        return Arrays.copyOf(around, count);
    }

    private void markNeighbours(int u) {
        lastMark++;
        for (int i = 0; i < degree[u]; i++) {
            mark[neighbours[u][i]] = lastMark;
        }
        work += degree[u];
    }
}
