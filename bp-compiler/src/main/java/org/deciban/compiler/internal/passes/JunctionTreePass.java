package org.deciban.compiler.internal.passes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowVariable;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.inference.CliqueTree;

/**
 * A graph with cycles becomes its junction tree, so that belief propagation on the result is exact.
 *
 * <p>Triangulate, join the cliques into a tree, and let every separator be one composite variable and every clique one row
 * factor. A row of a clique is a possible joint state of its variables; it names the state of each adjacent separator, and
 * the states of the variables that are read out (and take evidence) at this clique; its log-potential is the sum of those
 * of the factors that the clique was given. By the running intersection property two cliques that share a variable agree on
 * it through the separators between them, so the product of the row factors is the product of the factors; and the
 * bipartite graph of cliques and separators is a tree (Lauritzen and Spiegelhalter, 1988,
 * doi:10.1111/j.2517-6161.1988.tb01721.x).
 *
 * <p><b>Zeros.</b> Rows that a factor makes zero do not exist. Neither do those that are impossible on the other side of a
 * separator: children are searched before parents and restrict them, then parents restrict their children.
 *
 * <p><b>Read-out.</b> Every variable of the graph keeps its index and occurs in one clique as a slot of its own, except where
 * it is by itself what two cliques share: then it is the separator.
 */
public final class JunctionTreePass {
    private final RowFactorGraph graph;
    private final int[] cardinality;
    private final long maxRows;
    private final CliqueTree tree;
    private final CliqueLayout layout;
    private final List<CliqueRows> rowsOf = new ArrayList<>();

    private JunctionTreePass(RowFactorGraph graph, long maxRows, Triangulator triangulator) {
        this.graph = graph;
        this.maxRows = maxRows;
        this.cardinality =
                graph.variables().stream().mapToInt(RowVariable::cardinality).toArray();
        this.tree = triangulator.triangulate(
                cardinality, graph.factors().stream().map(RowFactor::scope).toList());
        this.layout = new CliqueLayout(tree, cardinality, Math.min(Integer.MAX_VALUE - 8, 8 * maxRows));
    }

    /** How cliques are found; Triangulation has two ways. */
    @FunctionalInterface
    public interface Triangulator {
        /**
         * A clique tree with a clique for each scope.
         *
         * @param cardinality the number of states of each variable
         * @param scopes the variables of each factor, all different within one
         */
        CliqueTree triangulate(int[] cardinality, List<int[]> scopes);
    }

    /**
     * What the pass makes of a graph.
     *
     * @param graph the junction tree as row factors, a forest
     * @param cliques the number of cliques
     * @param separators the number of separators
     * @param width the treewidth of the triangulation: the variables of the largest clique, less one
     */
    public record Result(RowFactorGraph graph, int cliques, int separators, int width) {}

    /**
     * The junction tree as row factors.
     *
     * @param graph row factors whose variables are all the graph's own
     * @param maxRows the most rows that all cliques may have together
     * @param triangulator finds the cliques
     * @throws TreewidthException if there would be more, or a separator alone has more joint states
     * @throws ImpossibleEvidenceException if no joint state of some clique is possible
     */
    public static Result apply(RowFactorGraph graph, long maxRows, Triangulator triangulator) {
        JunctionTreePass pass = new JunctionTreePass(graph, maxRows, triangulator);
        pass.searchRows();
        pass.restrictChildren();
        return new Result(pass.emit(), pass.layout.cliques(), pass.layout.separators.size(), pass.tree.width());
    }

    /** Children before parents: cliques are numbered so, and moving a clique up keeps it below its parent. */
    private void searchRows() {
        CliqueRows.Budget budget = new CliqueRows.Budget(maxRows, () -> {
            throw new TreewidthException(tree.width(), tree.cells(), maxRows);
        });
        List<List<RowFactor>> factorsOf = new ArrayList<>();
        layout.separatorsOf.forEach(c -> factorsOf.add(new ArrayList<>()));
        for (RowFactor factor : graph.factors()) {
            factorsOf.get(tree.cliqueOf(factor.scope())).add(factor);
        }
        for (int c = 0; c < layout.cliques(); c++) {
            CliqueRows rows = new CliqueRows(layout.variablesOf[c], cardinality, budget);
            for (RowFactor factor : factorsOf.get(c)) {
                rows.restrict(factor.scope(), denseTable(factor));
            }
            for (Separator separator : layout.separatorsOf.get(c)) {
                if (separator.parent == c) {
                    rows.restrict(
                            separator.variables, cell -> separator.isPossible(cell) ? 0 : Double.NEGATIVE_INFINITY);
                }
            }
            rows.search();
            rowsOf.add(rows);
            for (Separator separator : layout.separatorsOf.get(c)) {
                separator.intersect(rows.project(rows.onto(separator.variables)));
            }
        }
    }

    private CliqueRows.LogTable denseTable(RowFactor factor) {
        double[] table = new double[Math.toIntExact(Cells.count(factor.scope(), cardinality))];
        Arrays.fill(table, Double.NEGATIVE_INFINITY);
        long[] strides = Cells.strides(factor.scope(), cardinality);
        for (int row = 0; row < factor.rows(); row++) {
            long cell = 0;
            for (int slot = 0; slot < strides.length; slot++) {
                cell += strides[slot] * factor.state(row, slot);
            }
            table[(int) cell] = factor.logPotential(row);
        }
        return cell -> table[cell];
    }

    /** Parents before children: what the parent side ruled out is ruled out below. */
    private void restrictChildren() {
        for (int c = layout.cliques() - 1; c >= 0; c--) {
            CliqueRows rows = rowsOf.get(c);
            for (Separator separator : layout.separatorsOf.get(c)) {
                if (separator.parent != c) {
                    rows.retain(rows.onto(separator.variables), separator.possible());
                }
            }
            for (Separator separator : layout.separatorsOf.get(c)) {
                separator.intersect(rows.project(rows.onto(separator.variables)));
            }
        }
    }

    private RowFactorGraph emit() {
        List<RowVariable> variables = new ArrayList<>(graph.variables());
        for (Separator separator : layout.separators) {
            if (separator.rowVariable >= 0) {
                separator.keepAllStates();
            } else {
                separator.rowVariable = variables.size();
                variables.add(new RowVariable("separator " + names(separator.variables), separator.numberStates()));
            }
        }
        List<RowFactor> factors = new ArrayList<>();
        for (int c = 0; c < layout.cliques(); c++) {
            factors.add(emit(c));
        }
        return new RowFactorGraph(variables, factors);
    }

    private RowFactor emit(int clique) {
        CliqueRows rows = rowsOf.get(clique);
        if (rows.count() == 0) {
            throw new ImpossibleEvidenceException(
                    Evidence.none(), "no joint state of " + names(layout.variablesOf[clique]) + " is possible");
        }
        List<Separator> adjacent = layout.separatorsOf.get(clique);
        List<Integer> readOuts = layout.readOutsOf.get(clique);
        int slots = adjacent.size() + readOuts.size();
        int[] variables = new int[slots];
        int[] states = new int[Math.multiplyExact(rows.count(), slots)];
        for (int slot = 0; slot < slots; slot++) {
            boolean isSeparator = slot < adjacent.size();
            int readOut = isSeparator ? -1 : readOuts.get(slot - adjacent.size());
            variables[slot] = isSeparator ? adjacent.get(slot).rowVariable : readOut;
            CliqueRows.Projection projection =
                    rows.onto(isSeparator ? adjacent.get(slot).variables : new int[] {readOut});
            for (int row = 0; row < rows.count(); row++) {
                int cell = rows.project(row, projection);
                states[row * slots + slot] = isSeparator ? adjacent.get(slot).stateOf(cell) : cell;
            }
        }
        double[] logPotentials = new double[rows.count()];
        Arrays.setAll(logPotentials, rows::logPotential);
        return new RowFactor("clique " + names(layout.variablesOf[clique]), variables, states, logPotentials);
    }

    private String names(int[] variables) {
        return Arrays.stream(variables)
                .mapToObj(v -> graph.variables().get(v).name())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
