package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Strongly connected components of a graph of small numbers, each after all that it depends on: Tarjan (1972), doi:10.1137/0201010, with
 * a stack of its own, since chains of rules can be longer than the stack of a thread.
 */
final class Components {
    private final int[][] dependencies;
    private final int[] order;
    private final int[] lowest;
    private final boolean[] open;
    private final int[] nextEdge;
    private final int[] path;
    private final int[] stack;
    private int visited;
    private int depth;
    private int height;
    private final List<List<Integer>> components = new ArrayList<>();

    private Components(int[][] dependencies) {
        int n = dependencies.length;
        this.dependencies = dependencies;
        this.order = new int[n];
        this.lowest = new int[n];
        this.open = new boolean[n];
        this.nextEdge = new int[n];
        this.path = new int[n];
        this.stack = new int[n];
        Arrays.fill(order, -1);
    }

    /**
     * The components of the nodes that can be reached from some.
     *
     * @param dependencies for each node, those that it depends on
     */
    static List<List<Integer>> of(int[][] dependencies, Iterable<Integer> from) {
        Components search = new Components(dependencies);
        for (int root : from) {
            if (search.order[root] < 0) {
                search.visit(root);
            }
        }
        return search.components;
    }

    private void visit(int root) {
        enter(root);
        while (depth > 0) {
            int node = path[depth - 1];
            if (nextEdge[node] < dependencies[node].length) {
                int target = dependencies[node][nextEdge[node]++];
                if (order[target] < 0) {
                    enter(target);
                } else if (open[target]) {
                    lowest[node] = Math.min(lowest[node], order[target]);
                }
            } else {
                leave(node);
            }
        }
    }

    private void enter(int node) {
        order[node] = visited;
        lowest[node] = visited++;
        open[node] = true;
        stack[height++] = node;
        path[depth++] = node;
    }

    private void leave(int node) {
        depth--;
        if (depth > 0) {
            lowest[path[depth - 1]] = Math.min(lowest[path[depth - 1]], lowest[node]);
        }
        if (lowest[node] == order[node]) {
            List<Integer> component = new ArrayList<>();
            int member;
            do {
                member = stack[--height];
                open[member] = false;
                component.add(member);
            } while (member != node);
            components.add(component);
        }
    }
}
