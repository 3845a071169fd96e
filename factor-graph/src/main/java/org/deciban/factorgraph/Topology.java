package org.deciban.factorgraph;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.GraphMetrics;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;

/**
 * The shape of a factor graph: components, cycles and path lengths of its bipartite graph.
 *
 * <p>The bipartite graph has one node per variable, one per factor, and an edge where the factor's scope holds the
 * variable. Tables play no part: a factor of ones joins its variables like any other.
 *
 * <p>A component always holds a variable: a variable in no factor is a component of its own, a factor with an empty scope
 * (a constant) belongs to none.
 */
public final class Topology {
    private final Graph<Integer, DefaultEdge> bipartite;
    private final int[][] neighbours;
    private final int[] componentOf;
    private final int componentCount;
    private final boolean forest;
    private final int longestPath;
    private volatile int girth = UNKNOWN;

    private static final int UNKNOWN = -1;
    private static final int ACYCLIC = Integer.MAX_VALUE;

    private Topology(int variables, List<int[]> scopes) {
        this.bipartite = bipartite(variables, scopes);
        this.neighbours = neighbours(variables, scopes);
        List<Set<Integer>> components = new ConnectivityInspector<>(bipartite).connectedSets();
        this.componentOf = new int[variables];
        this.componentCount = number(components, componentOf);
        // A graph is a forest exactly when nodes = edges + components, constants counting as a node and a component.
        this.forest = bipartite.vertexSet().size() == bipartite.edgeSet().size() + components.size();
        this.longestPath = forest ? longestPathOfForest() : 0;
    }

    /** The topology of a graph; linear time but for {@link #girth()}, which is computed when first asked for. */
    public static Topology of(FactorGraph graph) {
        return of(
                graph.variables().size(),
                IntStream.range(0, graph.factors().size())
                        .mapToObj(graph::scope)
                        .toList());
    }

    /**
     * The topology of a graph of which only the scopes are known.
     *
     * @param variables the number of variables
     * @param scopes the variable indices of each factor, all different within one
     */
    public static Topology of(int variables, List<int[]> scopes) {
        return new Topology(variables, scopes);
    }

    /** Nodes 0 … n−1 are the variables, n … n+m−1 the factors. */
    private static Graph<Integer, DefaultEdge> bipartite(int variables, List<int[]> scopes) {
        Graph<Integer, DefaultEdge> bipartite = new SimpleGraph<>(DefaultEdge.class);
        for (int node = 0; node < variables + scopes.size(); node++) {
            bipartite.addVertex(node);
        }
        for (int f = 0; f < scopes.size(); f++) {
            for (int v : scopes.get(f)) {
                bipartite.addEdge(v, variables + f);
            }
        }
        return bipartite;
    }

    private static int[][] neighbours(int variables, List<int[]> scopes) {
        int[] degree = new int[variables];
        for (int[] scope : scopes) {
            for (int v : scope) {
                degree[v]++;
            }
        }
        int[][] neighbours = new int[variables + scopes.size()][];
        Arrays.setAll(neighbours, node -> node < variables ? new int[degree[node]] : scopes.get(node - variables));
        for (int f = scopes.size() - 1; f >= 0; f--) {
            for (int v : scopes.get(f)) {
                neighbours[v][--degree[v]] = variables + f;
            }
        }
        return neighbours;
    }

    /** Numbers the components that hold a variable by their first variable. */
    private static int number(List<Set<Integer>> components, int[] componentOf) {
        Arrays.fill(componentOf, UNKNOWN);
        int[] setOf = new int[componentOf.length];
        for (int c = 0; c < components.size(); c++) {
            for (int node : components.get(c)) {
                if (node < setOf.length) {
                    setOf[node] = c;
                }
            }
        }
        int[] numberOf = new int[components.size()];
        Arrays.fill(numberOf, UNKNOWN);
        int count = 0;
        for (int v = 0; v < componentOf.length; v++) {
            if (numberOf[setOf[v]] == UNKNOWN) {
                numberOf[setOf[v]] = count++;
            }
            componentOf[v] = numberOf[setOf[v]];
        }
        return count;
    }

    /** The number of connected components that hold a variable; at least 1. */
    public int componentCount() {
        return componentCount;
    }

    /** The component of a variable, 0 … {@link #componentCount()} − 1, numbered in the order of their first variables. */
    public int componentOf(int variable) {
        return componentOf[variable];
    }

    /** Whether the bipartite graph has no cycle, so that belief propagation is exact on it. */
    public boolean isForest() {
        return forest;
    }

    /**
     * The number of edges of the shortest cycle of the bipartite graph, or empty for a forest. Always even, and 4 where two
     * factors share two variables. Takes O(nodes · edges), once.
     */
    public OptionalInt girth() {
        if (girth == UNKNOWN) {
            girth = forest ? ACYCLIC : GraphMetrics.getGirth(bipartite);
        }
        return girth == ACYCLIC ? OptionalInt.empty() : OptionalInt.of(girth);
    }

    /**
     * The diameter: the most edges of the bipartite graph between two nodes of one component, or empty if the graph has a
     * cycle. 0 for variables without factors.
     */
    public OptionalInt longestPath() {
        return forest ? OptionalInt.of(longestPath) : OptionalInt.empty();
    }

    /**
     * The number of flooding rounds after which belief propagation is exact at every variable, {@code ceil(D/2)} with D =
     * {@link #longestPath()}, or empty if the graph has a cycle.
     *
     * <p>One round computes every variable-to-factor message n, then every factor-to-variable message m from those n; the m
     * start uniform; the belief of v multiplies its likelihood with all m that reach v.
     *
     * <p><em>Derivation.</em> m from f to v holds f itself (distance 1 from v), the likelihoods of f's other variables
     * (distance 2) and, through n, the m of the round before that reach those variables (distances counted from there, plus
     * 2). By induction the belief of v after t rounds holds every factor at distance ≤ 2t − 1 and every likelihood at
     * distance ≤ 2t, each once since the graph is a forest. It is exact when that is the whole component, that is when 2t ≥
     * ecc(v): the farthest node is a factor at an odd or a variable at an even distance. So the rounds needed are ceil(E/2)
     * with E the largest eccentricity of a variable. If an end of a longest path is a variable, E = D. If both are factors, D
     * is even and E = D − 1, which rounds up to the same D/2.
     */
    public OptionalInt roundsForExactness() {
        return forest ? OptionalInt.of((longestPath + 1) / 2) : OptionalInt.empty();
    }

    /** In a tree the node farthest from any node ends a longest path, so two sweeps a component find its length. */
    private int longestPathOfForest() {
        int[] queue = new int[neighbours.length];
        int[] distance = new int[neighbours.length];
        int[] cameFrom = new int[neighbours.length];
        boolean[] swept = new boolean[componentCount];
        int longest = 0;
        for (int v = 0; v < componentOf.length; v++) {
            if (!swept[componentOf[v]]) {
                swept[componentOf[v]] = true;
                int end = farthestFrom(v, queue, distance, cameFrom);
                longest = Math.max(longest, distance[farthestFrom(end, queue, distance, cameFrom)]);
            }
        }
        return longest;
    }

    /** Breadth-first search of a tree; fills {@code distance} for the nodes it reaches and returns the last of them. */
    private int farthestFrom(int start, int[] queue, int[] distance, int[] cameFrom) {
        int filled = 0;
        queue[filled++] = start;
        distance[start] = 0;
        cameFrom[start] = UNKNOWN;
        for (int next = 0; next < filled; next++) {
            int node = queue[next];
            for (int neighbour : neighbours[node]) {
                if (neighbour != cameFrom[node]) {
                    distance[neighbour] = distance[node] + 1;
                    cameFrom[neighbour] = node;
                    queue[filled++] = neighbour;
                }
            }
        }
        return queue[filled - 1];
    }
}
