package org.deciban.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deciban.compiler.internal.ir.RowFactorGraph;
import org.deciban.compiler.internal.passes.JunctionTreePass;
import org.deciban.compiler.internal.passes.Normalise;
import org.deciban.compiler.internal.passes.TreewidthException;

/**
 * What will be compiled: row factors in the form that the promise asks for, and what they cost.
 *
 * @param rows the row factors
 * @param promise what they promise, and in how many rounds
 * @param bounds the bounds of the weights
 * @param cost the sizes
 */
record Plan(RowFactorGraph rows, Promise promise, ModelBounds bounds, CostReport cost) {

    /**
     * The plan for the promise wanted. Where none is, exactness is taken if it is within the budgets: a forest as it is, a
     * graph with cycles by its junction tree, if the construction can compile one.
     *
     * @throws CompileException listing everything that precludes the construction, exactness if it is asked for, or the bounds
     * @throws CompileBudgetException if exactness is asked for and its junction tree is over the budget
     */
    static Plan of(RowFactorGraph rows, CompilerOptions options) {
        boolean undecided = options.mode().isEmpty();
        boolean wantsLoopy = options.mode().equals(Optional.of(Mode.LOOPY))
                || undecided && (options.damping() > 0 || options.rounds().isPresent());
        boolean shallow = options.tree() == TreeShape.SHALLOW;
        boolean forest = rows.topology().isForest();
        boolean asItIs =
                wantsLoopy || forest && !shallow || !options.construction().compilesJunctionTrees();
        List<String> problems = new ArrayList<>(options.construction().problems(rows, options));
        if (asItIs) {
            Promise.findProblem(rows, options).ifPresent(problems::add);
            findProblemWithBounds(rows, options).ifPresent(problems::add);
        }
        if (asItIs && shallow) {
            problems.add("a shallow tree is there to be exact by row attention; it goes with no other construction, nor"
                    + " with damping or loopy rounds. Maybe leave it out, or ask for --mode exact?");
        }
        throwIfAny(problems);
        if (asItIs) {
            return of(rows, Optional.empty(), options);
        }
        try {
            Budget budget = options.budget();
            long most =
                    undecided ? Math.min(budget.unaskedRows(), budget.junctionTreeRows()) : budget.junctionTreeRows();
            CompilerOptions wanted = options.withMode(Mode.EXACT);
            Form narrow = forest ? new Form(rows, Optional.empty()) : Form.ofJunctionTree(rows, TreeShape.NARROW, most);
            Optional<Plan> shorter = shallow ? findShorter(rows, narrow, most, wanted) : Optional.empty();
            Plan exact = shorter.orElseGet(() -> of(narrow.rows, narrow.tree, wanted));
            if (!undecided || exact.cost.isWithin(options)) {
                return exact;
            }
        } catch (TreewidthException e) {
            if (!undecided) {
                throw CompileBudgetException.ofTreewidth(e);
            }
        }
        return of(rows, Optional.empty(), forest ? options : options.withMode(Mode.LOOPY));
    }

    /** Row factors without cycles, and the junction tree that they are, if they are not the graph itself. */
    private record Form(RowFactorGraph rows, Optional<JunctionTreePass.Result> tree) {
        static Form ofJunctionTree(RowFactorGraph rows, TreeShape shape, long mostRows) {
            JunctionTreePass.Result tree = JunctionTreePass.apply(Normalise.apply(rows), mostRows, shape::triangulate);
            return new Form(tree.graph(), Optional.of(tree));
        }

        int rounds() {
            return rows.topology().roundsForExactness().orElseThrow();
        }
    }

    /** The plan of a shallow tree, if that takes fewer rounds than what would be taken without it, and is within the budget. */
    private static Optional<Plan> findShorter(
            RowFactorGraph rows, Form narrow, long mostRows, CompilerOptions options) {
        try {
            Form shallow = Form.ofJunctionTree(rows, TreeShape.SHALLOW, mostRows);
            return shallow.rounds() < narrow.rounds()
                    ? Optional.of(of(shallow.rows, shallow.tree, options)).filter(plan -> plan.cost.isWithin(options))
                    : Optional.empty();
        } catch (TreewidthException e) {
            return Optional.empty();
        }
    }

    private static Plan of(RowFactorGraph rows, Optional<JunctionTreePass.Result> tree, CompilerOptions options) {
        Promise promise = Promise.of(rows, options);
        throwIfAny(findProblemWithBounds(rows, options).stream().toList());
        ModelBounds bounds = options.bounds().orElseGet(() -> ModelBounds.of(rows));
        CostReport.JunctionTreeSize size = tree.map(
                        t -> new CostReport.JunctionTreeSize(t.cliques(), t.separators(), t.width()))
                .orElse(CostReport.JunctionTreeSize.NONE);
        return new Plan(rows, promise, bounds, CostReport.of(rows, size, bounds, promise, options));
    }

    private static Optional<String> findProblemWithBounds(RowFactorGraph rows, CompilerOptions options) {
        ModelBounds least = ModelBounds.of(rows);
        return options.bounds()
                .filter(bounds -> !bounds.cover(least))
                .map(bounds -> "the graph does not fit in " + bounds + ": it needs " + least);
    }

    private static void throwIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new CompileException(problems);
        }
    }

    /** The same row factors for another number of rounds. */
    Plan withRounds(int rounds, CompilerOptions options) {
        throwIfAny(options.construction().problems(rows, options.withRounds(rounds)));
        Promise other = Promise.of(rows, options.withMode(promise.mode()).withRounds(rounds));
        return new Plan(rows, other, bounds, CostReport.of(rows, cost.junctionTree(), bounds, other, options));
    }

    void requireWithinBudget(CompilerOptions options) {
        if (cost.modelBytes() > options.budget().modelBytes()) {
            throw CompileBudgetException.ofModel(cost, options.budget().modelBytes());
        }
    }
}
