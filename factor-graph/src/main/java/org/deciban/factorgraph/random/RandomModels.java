package org.deciban.factorgraph.random;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deciban.factorgraph.FactorGraph;

/**
 * Families of random models, each with a structure that is known beforehand.
 *
 * <p>Variables are called {@code x0, x1, …}, their states {@code s0, s1, …}. A {@code seed} fixes everything that is drawn.
 */
public final class RandomModels {
    private RandomModels() {}

    /** A Bayesian network in which every variable but x0 has one parent, drawn from those before it. */
    public static FactorGraph tree(long seed, int variables, TableLaw law) {
        Draw draw = new Draw(seed, variables, law);
        draw.rows(0, new int[0]);
        for (int v = 1; v < variables; v++) {
            draw.rows(v, new int[] {draw.below(v)});
        }
        return draw.build();
    }

    /**
     * A Bayesian network whose edges form a tree when their directions are forgotten; variables have up to {@code maxParents}
     * parents. Its factor graph is a tree.
     */
    public static FactorGraph polytree(long seed, int variables, int maxParents, TableLaw law) {
        requireAtLeast(1, "maxParents", maxParents);
        Draw draw = new Draw(seed, variables, law);
        List<List<Integer>> parents = new ArrayList<>();
        for (int v = 0; v < variables; v++) {
            parents.add(new ArrayList<>());
            if (v > 0) {
                int u = draw.below(v);
                boolean forward = parents.get(u).size() == maxParents || draw.below(2) == 0;
                parents.get(forward ? v : u).add(forward ? u : v);
            }
        }
        for (int v = 0; v < variables; v++) {
            draw.rows(v, parents.get(v).stream().mapToInt(Integer::intValue).toArray());
        }
        return draw.build();
    }

    /** A Bayesian network in which each variable has up to {@code maxParents} parents among those before it. */
    public static FactorGraph bayesianNetwork(long seed, int variables, int maxParents, TableLaw law) {
        requireAtLeast(0, "maxParents", maxParents);
        Draw draw = new Draw(seed, variables, law);
        for (int v = 0; v < variables; v++) {
            draw.rows(v, draw.distinct(draw.below(Math.min(v, maxParents) + 1), v));
        }
        return draw.build();
    }

    /**
     * A tree of factors over two to {@code maxArity} variables, each sharing one variable with those before it, and a unary
     * factor on about half of the variables.
     */
    public static FactorGraph factorTree(long seed, int variables, int maxArity, TableLaw law) {
        requireAtLeast(2, "maxArity", maxArity);
        Draw draw = new Draw(seed, variables, law);
        for (int reached = 1; reached < variables; ) {
            int fresh = Math.min(1 + draw.below(maxArity - 1), variables - reached);
            int[] scope = new int[fresh + 1];
            scope[0] = draw.below(reached);
            for (int i = 1; i <= fresh; i++) {
                scope[i] = reached++;
            }
            draw.weights(scope);
        }
        for (int v = 0; v < variables; v++) {
            if (draw.below(2) == 0) {
                draw.weights(new int[] {v});
            }
        }
        return draw.build();
    }

    /** A grid, row by row, with a unary factor on each variable and a pairwise factor between neighbours. */
    public static FactorGraph grid(long seed, int rows, int columns, TableLaw law) {
        Draw draw = new Draw(seed, Math.multiplyExact(rows, columns), law);
        for (int v = 0; v < rows * columns; v++) {
            draw.weights(new int[] {v});
        }
        for (int[] edge : gridEdges(rows, columns)) {
            draw.weights(edge);
        }
        return draw.build();
    }

    /**
     * An Ising model on a grid: {@code exp(J·σ_u·σ_v)} between neighbours and {@code exp(h·σ_v)} on each variable, σ = −1 in
     * state s0 and +1 in s1, J uniform in [minCoupling, maxCoupling), h uniform in [−field, field).
     */
    public static FactorGraph ising(
            long seed, int rows, int columns, double minCoupling, double maxCoupling, double field) {
        Draw draw = new Draw(seed, Math.multiplyExact(rows, columns), TableLaw.binary());
        for (int v = 0; v < rows * columns; v++) {
            double h = draw.between(-field, field);
            draw.factor(new int[] {v}, Math.exp(-h), Math.exp(h));
        }
        for (int[] edge : gridEdges(rows, columns)) {
            double equal = Math.exp(draw.between(minCoupling, maxCoupling));
            draw.factor(edge, equal, 1 / equal, 1 / equal, equal);
        }
        return draw.build();
    }

    private static List<int[]> gridEdges(int rows, int columns) {
        List<int[]> edges = new ArrayList<>();
        for (int v = 0; v < rows * columns; v++) {
            if ((v + 1) % columns != 0) {
                edges.add(new int[] {v, v + 1});
            }
            if (v + columns < rows * columns) {
                edges.add(new int[] {v, v + columns});
            }
        }
        return edges;
    }

    /**
     * A k-tree with one factor over each of its cliques of k + 1 variables: its treewidth is k exactly, if it has that many
     * variables.
     */
    public static FactorGraph kTree(long seed, int variables, int k, TableLaw law) {
        requireAtLeast(1, "k", k);
        Draw draw = new Draw(seed, variables, law);
        List<int[]> cliques = new ArrayList<>();
        cliques.add(IntStream.range(0, Math.min(k + 1, variables)).toArray());
        for (int v = k + 1; v < variables; v++) {
            // A clique of k old variables, and the new one in the place of the one left out.
            int[] clique = cliques.get(draw.below(cliques.size())).clone();
            clique[draw.below(k + 1)] = v;
            cliques.add(clique);
        }
        cliques.forEach(draw::weights);
        return draw.build();
    }

    /** Plain factors of one arity whose scopes are drawn uniformly, variables without a factor included. */
    public static FactorGraph factors(long seed, int variables, int factors, int arity, TableLaw law) {
        if (!(arity >= 0 && arity <= variables)) {
            throw new IllegalArgumentException("arity " + arity + " with " + variables + " variables");
        }
        Draw draw = new Draw(seed, variables, law);
        for (int f = 0; f < factors; f++) {
            draw.weights(draw.distinct(arity, variables));
        }
        return draw.build();
    }

    /**
     * A Boolean circuit: inputs with random priors, then gates, each the AND, OR, XOR, NAND or NOR of two or three variables
     * before it. Every conditional table but the priors holds only zeros and ones.
     */
    public static FactorGraph circuit(long seed, int inputs, int gates) {
        requireAtLeast(2, "inputs", inputs);
        Draw draw = new Draw(seed, inputs + gates, TableLaw.binary());
        for (int v = 0; v < inputs; v++) {
            draw.rows(v, new int[0]);
        }
        Gate[] kinds = Gate.values();
        for (int v = inputs; v < inputs + gates; v++) {
            int[] parents = draw.distinct(Math.min(2 + draw.below(2), v), v);
            draw.conditional(v, parents, kinds[draw.below(kinds.length)].table(parents.length));
        }
        return draw.build();
    }

    private enum Gate {
        AND,
        OR,
        XOR,
        NAND,
        NOR;

        /** The rows {@code P(output | inputs)} over the states false and true. */
        double[] table(int inputs) {
            double[] table = new double[2 << inputs];
            for (int row = 0; row < 1 << inputs; row++) {
                table[2 * row + (output(Integer.bitCount(row), inputs) ? 1 : 0)] = 1;
            }
            return table;
        }

        private boolean output(int ones, int inputs) {
            return switch (this) {
                case AND -> ones == inputs;
                case OR -> ones > 0;
                case XOR -> ones % 2 == 1;
                case NAND -> ones < inputs;
                case NOR -> ones == 0;
            };
        }
    }

    private static void requireAtLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", below " + least);
        }
    }
}
