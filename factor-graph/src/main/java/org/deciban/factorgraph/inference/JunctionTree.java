package org.deciban.factorgraph.inference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.CliqueTree.Clique;
import org.deciban.factorgraph.inference.ReducedModel.Table;

/**
 * Exact inference by message passing on a clique tree (Lauritzen and Spiegelhalter, 1988,
 * doi:10.1111/j.2517-6161.1988.tb01721.x): the posterior of every variable and the probability of the evidence, in time
 * proportional to the tables of the cliques and memory proportional to those of the separators.
 */
public final class JunctionTree {
    /** The most cells of all clique tables together that {@link #run(FactorGraph, Evidence)} works through: 2^30. */
    public static final long DEFAULT_BUDGET = 1L << 30;

    private final ReducedModel model;
    private final Evidence evidence;
    private final List<Clique> cliques;
    private final List<List<Table>> tablesOf = new ArrayList<>();
    private final List<List<Integer>> childrenOf = new ArrayList<>();
    private final int[][] levels;
    private final double[][] upward;
    private final double[][] downward;
    private final double[][] weights;
    private double logEvidence;

    private JunctionTree(ReducedModel model, Evidence evidence, CliqueTree tree) {
        this.model = model;
        this.evidence = evidence;
        this.cliques = tree.cliques();
        this.levels = new int[cliques.size()][];
        this.upward = new double[cliques.size()][];
        this.downward = new double[cliques.size()][];
        this.weights = new double[model.size()][];
        Arrays.setAll(weights, v -> new double[model.cardinality()[v]]);
        for (int c = 0; c < cliques.size(); c++) {
            tablesOf.add(new ArrayList<>());
            childrenOf.add(new ArrayList<>());
        }
        for (int c = cliques.size() - 1; c >= 0; c--) {
            Clique clique = cliques.get(c);
            int[] separator = clique.separator();
            if (clique.parent() >= 0) {
                separator = inOrderOf(levels[clique.parent()], separator);
                childrenOf.get(clique.parent()).add(c);
            }
            levels[c] = Arrays.copyOf(separator, separator.length + clique.residual().length);
            System.arraycopy(clique.residual(), 0, levels[c], separator.length, clique.residual().length);
        }
        for (Table table : model.tables()) {
            int c = tree.cliqueOf(table.scope());
            Table arranged = arranged(table, levels[c]);
            logEvidence += scaleToOne(arranged.weights());
            tablesOf.get(c).add(arranged);
        }
    }

    /**
     * The posterior of every variable, within {@link #DEFAULT_BUDGET}.
     *
     * @throws BudgetExceededException if the cliques have more cells than that
     * @throws ImpossibleEvidenceException if no joint assignment has positive weight
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence does not fit the graph
     */
    public static ExactPosterior run(FactorGraph graph, Evidence evidence) {
        return run(graph, evidence, DEFAULT_BUDGET);
    }

    /**
     * As {@link #run(FactorGraph, Evidence)} with a budget of the caller's.
     *
     * @param budget the most table cells that all cliques may have together
     */
    public static ExactPosterior run(FactorGraph graph, Evidence evidence, long budget) {
        evidence.requireFits(graph);
        ReducedModel model = new ReducedModel(graph, evidence);
        List<int[]> scopes = model.tables().stream().map(Table::scope).toList();
        EliminationOrder order = new EliminationOrder(model.cardinality(), scopes, EliminationOrder.Rule.MIN_FILL);
        CliqueTree cliques = new CliqueTree(order, model.cardinality());
        if (cliques.cells().compareTo(BigInteger.valueOf(budget)) > 0) {
            throw new BudgetExceededException(
                    "the junction tree",
                    "table cells",
                    cliques.cells(),
                    budget,
                    "belief propagation is close enough, or observing more variables cuts the cliques?");
        }
        JunctionTree tree = new JunctionTree(model, evidence, cliques);
        tree.multiplyConstants();
        tree.collect();
        tree.distribute();
        return new ExactPosterior(tree.marginals(graph), tree.logEvidence);
    }

    private static int[] inOrderOf(int[] order, int[] subset) {
        return Arrays.stream(order)
                .filter(v -> Arrays.stream(subset).anyMatch(u -> u == v))
                .toArray();
    }

    /** The table with its scope in the order of the clique's levels. */
    private Table arranged(Table table, int[] order) {
        int[] scope = inOrderOf(order, table.scope());
        int[] strides = new int[scope.length];
        int[] cardinality = new int[scope.length];
        for (int i = 0; i < scope.length; i++) {
            cardinality[i] = model.cardinality()[scope[i]];
            strides[i] = 1;
            for (int j = table.scope().length - 1; table.scope()[j] != scope[i]; j--) {
                strides[i] *= model.cardinality()[table.scope()[j]];
            }
        }
        double[] weights = new double[table.weights().length];
        Strides.forEach(cardinality, strides, 0, (index, other) -> weights[index] = table.weights()[other]);
        return new Table(scope, weights);
    }

    private void multiplyConstants() {
        for (double constant : model.constants()) {
            if (constant == 0) {
                throw impossible("a factor is zero at the observed states");
            }
            logEvidence += Math.log(constant);
        }
    }

    private ImpossibleEvidenceException impossible(String where) {
        return new ImpossibleEvidenceException(evidence, where);
    }

    /** Sends the message of every clique to its parent, leaves first. */
    private void collect() {
        for (int c = 0; c < cliques.size(); c++) {
            Clique clique = cliques.get(c);
            int[] separator = Arrays.copyOf(levels[c], clique.separator().length);
            double total;
            if (separator.length == 0) {
                total = join(c, List.of(), new double[0][]).run();
                logEvidence += Math.log(total);
            } else {
                upward[c] = new double[cells(separator)];
                total = join(c, List.of(separator), new double[][] {upward[c]}).run();
                logEvidence += scaleToOne(upward[c]);
            }
            if (total == 0) {
                throw impossible("no joint state of (" + names(levels[c]) + ") is left");
            }
        }
    }

    /** Sends the message of every clique to its children, root first, and sums the marginals on the way. */
    private void distribute() {
        for (int c = cliques.size() - 1; c >= 0; c--) {
            List<int[]> scopes = new ArrayList<>();
            List<double[]> targets = new ArrayList<>();
            for (int v : cliques.get(c).residual()) {
                scopes.add(new int[] {v});
                targets.add(weights[v]);
            }
            for (int child : childrenOf.get(c)) {
                int separator = cliques.get(child).separator().length;
                scopes.add(Arrays.copyOf(levels[child], separator));
                downward[child] = new double[upward[child].length];
                targets.add(downward[child]);
            }
            join(c, scopes, targets.toArray(new double[0][])).run();
            for (int child : childrenOf.get(c)) {
                for (int i = 0; i < downward[child].length; i++) {
                    downward[child][i] = downward[child][i] == 0 ? 0 : downward[child][i] / upward[child][i];
                }
                scaleToOne(downward[child]);
            }
        }
    }

    private Join join(int c, List<int[]> targetScopes, double[][] targets) {
        List<Table> tables = new ArrayList<>(tablesOf.get(c));
        for (int child : childrenOf.get(c)) {
            int separator = cliques.get(child).separator().length;
            tables.add(new Table(Arrays.copyOf(levels[child], separator), upward[child]));
        }
        if (downward[c] != null) {
            tables.add(new Table(Arrays.copyOf(levels[c], cliques.get(c).separator().length), downward[c]));
        }
        return new Join(
                Arrays.stream(levels[c]).map(v -> model.cardinality()[v]).toArray(),
                tables.stream().map(t -> places(levels[c], t.scope())).toList(),
                tables.stream().map(Table::weights).toArray(double[][]::new),
                targetScopes.stream().map(s -> places(levels[c], s)).toList(),
                targets);
    }

    private static int[] places(int[] order, int[] subset) {
        return Arrays.stream(subset)
                .map(v -> {
                    int i = 0;
                    while (order[i] != v) {
                        i++;
                    }
                    return i;
                })
                .toArray();
    }

    private int cells(int[] variables) {
        return Arrays.stream(variables).map(v -> model.cardinality()[v]).reduce(1, Math::multiplyExact);
    }

    private String names(int[] variables) {
        return Arrays.stream(variables).mapToObj(model::name).collect(Collectors.joining(", "));
    }

    /** Divides by a power of two that brings the largest entry into [1, 2); returns its natural logarithm. Zeros stay. */
    private static double scaleToOne(double[] message) {
        double largest = 0;
        for (double entry : message) {
            largest = Math.max(largest, entry);
        }
        if (largest == 0) {
            return 0;
        }
        int exponent = Math.getExponent(largest);
        for (int i = 0; i < message.length; i++) {
            message[i] = Math.scalb(message[i], -exponent);
        }
        return exponent * Math.log(2);
    }

    private Marginals marginals(FactorGraph graph) {
        double[][] probabilities = new double[graph.variables().size()][];
        for (int v = 0; v < probabilities.length; v++) {
            if (model.findFixedState(v).isPresent()) {
                probabilities[v] = new double[graph.variables().get(v).cardinality()];
                probabilities[v][model.findFixedState(v).getAsInt()] = 1.0;
            }
        }
        for (int free = 0; free < model.size(); free++) {
            double[] sums = weights[free];
            double total = Arrays.stream(sums).sum();
            probabilities[model.graphIndex(free)] =
                    Arrays.stream(sums).map(w -> w / total).toArray();
        }
        return new Marginals(graph.variables(), probabilities);
    }
}
