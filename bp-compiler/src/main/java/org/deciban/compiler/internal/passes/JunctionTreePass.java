package org.deciban.compiler.internal.passes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deciban.compiler.internal.ir.RowFactor;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.ir.RowVariable;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.inference.CliqueTree;
import org.deciban.factorgraph.inference.CliqueTree.Clique;
import org.deciban.factorgraph.inference.Triangulation;

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
    private final CliqueTree tree;
    private final int[][] variablesOf;
    private final int[] parentOf;
    private final List<Separator> separators = new ArrayList<>();
    private final List<List<Separator>> separatorsOf = new ArrayList<>();
    private final List<List<Integer>> readOutsOf = new ArrayList<>();
    private final List<CliqueRows> rowsOf = new ArrayList<>();

    private JunctionTreePass(RowFactorGraph graph) {
        this.graph = graph;
        this.cardinality =
                graph.variables().stream().mapToInt(RowVariable::cardinality).toArray();
        this.tree = Triangulation.cheapest(
                cardinality, graph.factors().stream().map(RowFactor::scope).toList());
        int cliques = tree.cliques().size();
        this.variablesOf = new int[cliques][];
        this.parentOf = new int[cliques];
        for (int c = 0; c < cliques; c++) {
            Clique clique = tree.cliques().get(c);
            variablesOf[c] = IntStream.concat(Arrays.stream(clique.separator()), Arrays.stream(clique.residual()))
                    .sorted()
                    .toArray();
            parentOf[c] = clique.parent();
            separatorsOf.add(new ArrayList<>());
            readOutsOf.add(new ArrayList<>());
        }
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
     * @throws TreewidthException if there would be more, or a separator alone has more joint states
     * @throws ImpossibleEvidenceException if no joint state of some clique is possible
     */
    public static Result apply(RowFactorGraph graph, long maxRows) {
        JunctionTreePass pass = new JunctionTreePass(graph);
        pass.placeSeparators(maxRows);
        pass.placeReadOuts();
        pass.searchRows(maxRows);
        pass.restrictChildren();
        return new Result(pass.emit(), pass.parentOf.length, pass.separators.size(), pass.tree.width());
    }

    private TreewidthException tooWide(long maxRows) {
        return new TreewidthException(tree.width(), tree.cells(), maxRows);
    }

    /**
     * One separator per parent and set of shared variables. A clique that shares with its parent just what the parent shares
     * with its own is moved up: the same separator then serves both.
     */
    private void placeSeparators(long maxRows) {
        boolean[] taken = new boolean[cardinality.length];
        Map<List<Integer>, Separator> byPlace = new LinkedHashMap<>();
        for (int c = parentOf.length - 1; c >= 0; c--) {
            int[] shared = tree.cliques().get(c).separator().clone();
            if (shared.length > 0) {
                Arrays.sort(shared);
                while (sharesWithParent(parentOf[c], shared)) {
                    parentOf[c] = parentOf[parentOf[c]];
                }
                List<Integer> place =
                        new ArrayList<>(Arrays.stream(shared).boxed().toList());
                place.add(parentOf[c]);
                Separator separator = byPlace.get(place);
                if (separator == null) {
                    separator = addSeparator(shared, parentOf[c], taken, maxRows);
                    byPlace.put(place, separator);
                }
                separator.children.add(c);
                separatorsOf.get(c).add(separator);
            }
        }
    }

    private boolean sharesWithParent(int clique, int[] variables) {
        int[] shared = tree.cliques().get(clique).separator().clone();
        Arrays.sort(shared);
        return Arrays.equals(shared, variables);
    }

    private Separator addSeparator(int[] shared, int parent, boolean[] taken, long maxRows) {
        long cells = Cells.count(shared, cardinality);
        if (cells > Math.min(Integer.MAX_VALUE - 8, 8 * maxRows)) {
            throw tooWide(maxRows);
        }
        Separator separator = new Separator(shared, parent, cells);
        if (shared.length == 1 && !taken[shared[0]]) {
            taken[shared[0]] = true;
            separator.rowVariable = shared[0];
        }
        separators.add(separator);
        separatorsOf.get(parent).add(separator);
        return separator;
    }

    /** Each variable that is no separator by itself is read out at a clique with few slots. */
    private void placeReadOuts() {
        int[] placeOf = new int[cardinality.length];
        Arrays.fill(placeOf, -1);
        int[] slots = separatorsOf.stream().mapToInt(List::size).toArray();
        List<List<Integer>> cliquesOf = new ArrayList<>();
        Arrays.stream(cardinality).forEach(k -> cliquesOf.add(new ArrayList<>()));
        for (int c = 0; c < variablesOf.length; c++) {
            for (int v : variablesOf[c]) {
                cliquesOf.get(v).add(c);
            }
        }
        separators.stream().filter(s -> s.rowVariable >= 0).forEach(s -> placeOf[s.rowVariable] = s.parent);
        for (int v = 0; v < placeOf.length; v++) {
            if (placeOf[v] < 0) {
                int best = cliquesOf.get(v).get(0);
                for (int c : cliquesOf.get(v)) {
                    best = slots[c] < slots[best] ? c : best;
                }
                slots[best]++;
                readOutsOf.get(best).add(v);
            }
        }
    }

    /** Children before parents: cliques are numbered so, and moving a clique up keeps it below its parent. */
    private void searchRows(long maxRows) {
        CliqueRows.Budget budget = new CliqueRows.Budget(maxRows, () -> {
            throw tooWide(maxRows);
        });
        List<List<RowFactor>> factorsOf = new ArrayList<>();
        Arrays.stream(parentOf).forEach(c -> factorsOf.add(new ArrayList<>()));
        for (RowFactor factor : graph.factors()) {
            factorsOf.get(tree.cliqueOf(factor.scope())).add(factor);
        }
        for (int c = 0; c < parentOf.length; c++) {
            CliqueRows rows = new CliqueRows(variablesOf[c], cardinality, budget);
            for (RowFactor factor : factorsOf.get(c)) {
                rows.restrict(factor.scope(), denseTable(factor));
            }
            for (Separator separator : separatorsOf.get(c)) {
                if (separator.parent == c) {
                    rows.restrict(
                            separator.variables, cell -> separator.isPossible(cell) ? 0 : Double.NEGATIVE_INFINITY);
                }
            }
            rows.search();
            rowsOf.add(rows);
            for (Separator separator : separatorsOf.get(c)) {
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
        for (int c = parentOf.length - 1; c >= 0; c--) {
            CliqueRows rows = rowsOf.get(c);
            for (Separator separator : separatorsOf.get(c)) {
                if (separator.parent != c) {
                    rows.retain(rows.onto(separator.variables), separator.possible());
                }
            }
            for (Separator separator : separatorsOf.get(c)) {
                separator.intersect(rows.project(rows.onto(separator.variables)));
            }
        }
    }

    private RowFactorGraph emit() {
        List<RowVariable> variables = new ArrayList<>(graph.variables());
        for (Separator separator : separators) {
            if (separator.rowVariable >= 0) {
                separator.keepAllStates();
            } else {
                separator.rowVariable = variables.size();
                variables.add(new RowVariable("separator " + names(separator.variables), separator.numberStates()));
            }
        }
        List<RowFactor> factors = new ArrayList<>();
        for (int c = 0; c < parentOf.length; c++) {
            factors.add(emit(c));
        }
        return new RowFactorGraph(variables, factors);
    }

    private RowFactor emit(int clique) {
        CliqueRows rows = rowsOf.get(clique);
        if (rows.count() == 0) {
            throw new ImpossibleEvidenceException(
                    Evidence.none(), "no joint state of " + names(variablesOf[clique]) + " is possible");
        }
        List<Separator> adjacent = separatorsOf.get(clique);
        List<Integer> readOuts = readOutsOf.get(clique);
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
        return new RowFactor("clique " + names(variablesOf[clique]), variables, states, logPotentials);
    }

    private String names(int[] variables) {
        return Arrays.stream(variables)
                .mapToObj(v -> graph.variables().get(v).name())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
