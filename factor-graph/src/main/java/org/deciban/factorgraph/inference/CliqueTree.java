package org.deciban.factorgraph.inference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The maximal cliques of a triangulated interaction graph, joined into a forest with the running intersection property: the
 * cliques that hold a variable are connected.
 *
 * <p>Each elimination makes the clique of the variable and its later neighbours; its parent is the clique of the first of
 * these to be eliminated, which holds the others too. A clique contained in a child's is merged into it. Every variable is
 * <em>residual</em> in exactly one clique, the topmost that holds it; the other variables of a clique are its separator from
 * the parent.
 */
public final class CliqueTree {
    private final int[] cardinality;
    private final int[] rank;
    private final double approximateCells;
    private final int[] home;
    private final List<Clique> cliques = new ArrayList<>();

    /**
     * A clique: the separator, which the parent holds too, and the residual.
     *
     * @param parent index of the parent, −1 for the root of a component; always greater than the clique's own
     */
    public record Clique(int[] separator, int[] residual, int parent) {
        /** The separator, copied. */
        @Override
        public int[] separator() {
            return separator.clone();
        }

        /** The residual, copied. */
        @Override
        public int[] residual() {
            return residual.clone();
        }

        boolean isRoot() {
            return parent < 0;
        }

        /** Separator and residual together. */
        int[] variables() {
            int[] variables = Arrays.copyOf(separator, separator.length + residual.length);
            System.arraycopy(residual, 0, variables, separator.length, residual.length);
            return variables;
        }
    }

    /** The clique tree that an elimination order makes. */
    CliqueTree(Elimination elimination, int[] cardinality) {
        this.cardinality = cardinality;
        int[] order = elimination.order();
        this.rank = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
        }
        int[] top = tops(elimination);
        int[] index = new int[order.length];
        int count = 0;
        for (int v : order) {
            if (top[v] == v) {
                index[v] = count++;
            }
        }
        this.home = new int[order.length];
        List<List<Integer>> residuals = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            residuals.add(new ArrayList<>());
        }
        for (int v : order) {
            home[v] = index[top[v]];
            residuals.get(home[v]).add(v);
        }
        for (int v : order) {
            if (top[v] == v) {
                int[] separator = elimination.later(v);
                int parent = separator.length == 0 ? -1 : home[first(separator)];
                int[] residual = residuals.get(home[v]).stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
                cliques.add(new Clique(separator, residual, parent));
            }
        }
        this.approximateCells =
                cliques.stream().mapToDouble(this::approximateCells).sum();
    }

    private double approximateCells(Clique clique) {
        double cells = 1;
        for (int v : clique.separator) {
            cells *= cardinality[v];
        }
        for (int v : clique.residual) {
            cells *= cardinality[v];
        }
        return cells;
    }

    /** The last eliminated variable of the merged clique in which each variable is residual. */
    private int[] tops(Elimination elimination) {
        int[] order = elimination.order();
        int[] top = new int[order.length];
        int[] mergedChild = new int[order.length];
        Arrays.fill(mergedChild, -1);
        for (int v : order) {
            int[] later = elimination.later(v);
            if (later.length > 0) {
                int parent = first(later);
                // The parent's own clique lies in {v} ∪ later(v) exactly when it has as many variables as later(v).
                if (mergedChild[parent] < 0 && elimination.later(parent).length + 1 == later.length) {
                    mergedChild[parent] = v;
                }
            }
        }
        for (int i = order.length - 1; i >= 0; i--) {
            int v = order[i];
            int[] later = elimination.later(v);
            boolean merged = later.length > 0 && mergedChild[first(later)] == v;
            top[v] = merged ? top[first(later)] : v;
        }
        return top;
    }

    /** The first of some variables to be eliminated. */
    int first(int[] variables) {
        int first = variables[0];
        for (int v : variables) {
            first = rank[v] < rank[first] ? v : first;
        }
        return first;
    }

    /** The cliques, children before parents. */
    public List<Clique> cliques() {
        return Collections.unmodifiableList(cliques);
    }

    /** A clique that holds all of some variables which are neighbours of each other. */
    public int cliqueOf(int[] variables) {
        return home[first(variables)];
    }

    /** The number of variables of the largest clique, less one; −1 if there are no variables. */
    public int width() {
        return cliques.stream().mapToInt(c -> c.variables().length).max().orElse(0) - 1;
    }

    /** As {@link #cells()} to about 15 digits; infinite beyond the range of a double. */
    double approximateCells() {
        return approximateCells;
    }

    /** The number of table cells of all cliques together. */
    public BigInteger cells() {
        return cliques.stream()
                .map(c -> cells(c.separator).multiply(cells(c.residual)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private BigInteger cells(int[] variables) {
        return Arrays.stream(variables)
                .mapToObj(v -> BigInteger.valueOf(cardinality[v]))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }
}
