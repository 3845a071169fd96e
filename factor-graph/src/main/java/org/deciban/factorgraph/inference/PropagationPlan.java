package org.deciban.factorgraph.inference;

import java.util.ArrayList;
import java.util.List;
import org.deciban.factorgraph.inference.CliqueTree.Clique;

/**
 * What each clique of a tree does in a propagation, in whatever numbers.
 *
 * <p>Both passes assign the variables of a clique in the same order, and a message is row-major in the order of the parent,
 * which reads it on the way up and writes it on the way down: so the inner loops of the large cliques stay within a few cache
 * lines.
 */
final class PropagationPlan {
    private final List<Clique> cliques;
    private final List<int[]> scopes;
    private final int[] cardinality;
    private final int[][] separators;
    private final List<int[]> wanted;
    private final List<List<Integer>> tables;
    private final List<List<Integer>> wantedOf;
    private final List<List<Integer>> children;
    private final List<List<Integer>> heirs;
    private final Step[] steps;

    /**
     * One clique's part.
     *
     * @param order all variables of the clique, in the order of the levels of both joins
     * @param separator the variables shared with the parent, in the order of the message; empty at a root
     * @param tables indices of the tables assigned to the clique
     * @param children indices of the cliques whose parent this is
     * @param wanted indices of the wanted marginals that this clique supplies
     * @param heirs the children that supply a wanted marginal or have a descendant that does
     * @param collect joins the tables and the children's messages into the message to the parent
     * @param distribute joins these and, but at a root, the parent's message into the wanted marginals, then the messages to
     *     the heirs
     */
    record Step(
            int[] order,
            int[] separator,
            List<Integer> tables,
            List<Integer> children,
            List<Integer> wanted,
            List<Integer> heirs,
            JoinPlan collect,
            JoinPlan distribute) {
        /** Whether there is no parent to exchange messages with. */
        boolean isRoot() {
            return separator.length == 0;
        }
    }

    /**
     * @param scopes of the tables, each within a clique
     * @param wanted scopes of the marginals to compute, each within a clique
     * @param cardinality of each variable
     */
    PropagationPlan(CliqueTree tree, List<int[]> scopes, List<int[]> wanted, int[] cardinality) {
        this.cliques = tree.cliques();
        this.scopes = scopes;
        this.wanted = wanted;
        this.cardinality = cardinality;
        this.separators = new int[cliques.size()][0];
        this.tables = assign(scopes, tree);
        this.wantedOf = assign(wanted, tree);
        this.children = lists(cliques.size());
        this.heirs = lists(cliques.size());
        this.steps = new Step[cliques.size()];
        for (int c = 0; c < cliques.size(); c++) {
            if (!cliques.get(c).isRoot()) {
                int parent = cliques.get(c).parent();
                children.get(parent).add(c);
                if (!wantedOf.get(c).isEmpty() || !heirs.get(c).isEmpty()) {
                    heirs.get(parent).add(c);
                }
            }
        }
        for (int c = cliques.size() - 1; c >= 0; c--) {
            steps[c] = step(c);
        }
    }

    private static List<List<Integer>> lists(int count) {
        List<List<Integer>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private static List<List<Integer>> assign(List<int[]> scopes, CliqueTree tree) {
        List<List<Integer>> assigned = lists(tree.cliques().size());
        for (int i = 0; i < scopes.size(); i++) {
            assigned.get(tree.cliqueOf(scopes.get(i))).add(i);
        }
        return assigned;
    }

    /** Plans a clique whose parent is planned, and lays out the messages of its children. */
    private Step step(int c) {
        Clique clique = cliques.get(c);
        int[] order = LevelOrder.of(clique.variables(), cardinality, operands(c));
        for (int child : children.get(c)) {
            separators[child] = LevelOrder.inOrder(order, cliques.get(child).separator());
        }
        List<int[]> inputs = new ArrayList<>();
        tables.get(c).forEach(t -> inputs.add(scopes.get(t)));
        children.get(c).forEach(child -> inputs.add(separators[child]));
        JoinPlan collect = new JoinPlan(order, cardinality, inputs, List.of(separators[c]));
        if (!clique.isRoot()) {
            inputs.add(separators[c]);
        }
        List<int[]> outputs = new ArrayList<>();
        wantedOf.get(c).forEach(w -> outputs.add(wanted.get(w)));
        heirs.get(c).forEach(child -> outputs.add(separators[child]));
        JoinPlan distribute = new JoinPlan(order, cardinality, inputs, outputs);
        return new Step(
                order,
                separators[c],
                tables.get(c),
                children.get(c),
                wantedOf.get(c),
                heirs.get(c),
                collect,
                distribute);
    }

    /** The scopes of all that the two joins of a clique read and write. */
    private List<int[]> operands(int c) {
        List<int[]> operands = new ArrayList<>();
        tables.get(c).forEach(t -> operands.add(scopes.get(t)));
        wantedOf.get(c).forEach(w -> operands.add(wanted.get(w)));
        children.get(c).forEach(child -> operands.add(cliques.get(child).separator()));
        heirs.get(c).forEach(child -> operands.add(cliques.get(child).separator()));
        operands.add(cliques.get(c).separator());
        return operands;
    }

    /** The steps of all cliques, children before parents. */
    Step[] steps() {
        return steps;
    }

    /** The wanted scopes. */
    List<int[]> wanted() {
        return wanted;
    }

    /** The number of cells of a table over some variables. */
    int cells(int[] variables) {
        int cells = 1;
        for (int v : variables) {
            cells = Math.multiplyExact(cells, cardinality[v]);
        }
        return cells;
    }
}
