package org.deciban.compiler.internal.passes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deciban.factorgraph.inference.CliqueTree;
import org.deciban.factorgraph.inference.CliqueTree.Clique;

/** Where the variables of a junction tree stand: which separators its cliques have, and which variables each reads out. */
final class CliqueLayout {
    /** The variables of each clique, ascending. */
    final int[][] variablesOf;
    /** The clique above each, −1 for a root; always of a greater number. */
    final int[] parentOf;
    /** All separators. */
    final List<Separator> separators = new ArrayList<>();
    /** The separators of each clique, from above and from below. */
    final List<List<Separator>> separatorsOf = new ArrayList<>();
    /** The variables that are read out, and take evidence, at each clique. */
    final List<List<Integer>> readOutsOf = new ArrayList<>();

    private final CliqueTree tree;
    private final int[] cardinality;

    /**
     * @param cardinality the number of states of each variable
     * @param mostCells the most joint states that a separator may have
     * @throws TreewidthException if one has more
     */
    CliqueLayout(CliqueTree tree, int[] cardinality, long mostCells) {
        this.tree = tree;
        this.cardinality = cardinality;
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
        placeSeparators(mostCells);
        placeReadOuts();
    }

    int cliques() {
        return parentOf.length;
    }

    /**
     * One separator per parent and set of shared variables. A clique that shares with its parent just what the parent shares
     * with its own is moved up: the same separator then serves both.
     */
    private void placeSeparators(long mostCells) {
        boolean[] taken = new boolean[cardinality.length];
        Map<List<Integer>, Separator> byPlace = new LinkedHashMap<>();
        for (int c = parentOf.length - 1; c >= 0; c--) {
            int[] shared = shared(c);
            if (shared.length > 0) {
                while (Arrays.equals(shared(parentOf[c]), shared)) {
                    parentOf[c] = parentOf[parentOf[c]];
                }
                List<Integer> place =
                        new ArrayList<>(Arrays.stream(shared).boxed().toList());
                place.add(parentOf[c]);
                Separator separator = byPlace.get(place);
                if (separator == null) {
                    separator = addSeparator(shared, parentOf[c], taken, mostCells);
                    byPlace.put(place, separator);
                }
                separatorsOf.get(c).add(separator);
            }
        }
    }

    /** What a clique shares with the one above it in the clique tree, ascending. */
    private int[] shared(int clique) {
        int[] shared = tree.cliques().get(clique).separator();
        Arrays.sort(shared);
        return shared;
    }

    private Separator addSeparator(int[] shared, int parent, boolean[] taken, long mostCells) {
        long cells = Cells.count(shared, cardinality);
        if (cells > mostCells) {
            throw new TreewidthException(tree.width(), tree.cells(), mostCells);
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
}
