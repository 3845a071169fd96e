package org.deciban.factorgraph.inference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deciban.factorgraph.inference.Kernel.OutOfRangeException;
import org.deciban.factorgraph.inference.ReducedModel.Table;

/** A model triangulated for the marginals that are wanted of it, to be run in any numbers. */
final class CompiledTree {
    private final ReducedModel model;
    private final List<int[]> scopes;
    private final List<int[]> wanted;
    private final CliqueTree tree;

    /**
     * The wanted marginals, normalised, and the natural logarithm of the sum over all assignments.
     *
     * @param marginals in the order asked for, each row-major in its scope
     */
    record Sums(List<double[]> marginals, double logWeight) {}

    /** @param wanted scopes in free variables, none empty; a clique is made to hold each */
    CompiledTree(ReducedModel model, List<int[]> wanted) {
        this.model = model;
        this.wanted = wanted;
        this.scopes = model.tables().stream().map(Table::scope).toList();
        List<int[]> joined = new ArrayList<>(scopes);
        joined.addAll(wanted);
        this.tree = Triangulation.cheapest(model.cardinality(), joined);
    }

    /** The cliques. */
    CliqueTree tree() {
        return tree;
    }

    /** @throws BudgetExceededException if the cliques have more cells than that */
    void requireWithin(long budget) {
        if (tree.cells().compareTo(BigInteger.valueOf(budget)) > 0) {
            throw new BudgetExceededException(
                    "the junction tree",
                    "table cells",
                    tree.cells(),
                    budget,
                    "belief propagation is close enough, or observing more variables cuts the cliques?");
        }
    }

    /** What each clique does; only for trees within a budget. */
    PropagationPlan plan() {
        return new PropagationPlan(tree, scopes, wanted, model.cardinality());
    }

    /**
     * Both passes, or only the first if no marginal is wanted.
     *
     * @throws org.deciban.factorgraph.ImpossibleEvidenceException if the sum over all assignments is zero
     */
    <T> Propagation<T> run(Kernel<T> kernel) {
        Propagation<T> propagation = new Propagation<>(model, plan(), kernel);
        propagation.collect();
        propagation.distribute();
        return propagation;
    }

    /** Sums in doubles, or where these are too narrow in doubles of unlimited range. */
    Sums sums() {
        try {
            Propagation<DoubleTable> run = run(new DoubleKernel(Accumulation.SUM));
            return new Sums(marginals(w -> normalised(run.marginal(w).values())), run.logWeight());
        } catch (OutOfRangeException e) {
            Propagation<NumberTable<WideDouble>> run = run(new SemiringKernel<>(new WideSemiring(Accumulation.SUM)));
            return new Sums(marginals(w -> WideDouble.normalised(run.marginal(w).numbers())), run.logWeight());
        }
    }

    /** Sums in natural logarithms. */
    Sums sumsOfLogs() {
        Propagation<NumberTable<Double>> run = run(new SemiringKernel<>(new LogSemiring()));
        return new Sums(marginals(w -> LogSemiring.normalised(run.marginal(w).numbers())), run.logWeight());
    }

    /** The state of each free variable in an assignment of the largest weight, up to rounding. */
    int[] mostProbable() {
        try {
            return mostProbable(new DoubleKernel(Accumulation.MAX));
        } catch (OutOfRangeException e) {
            return mostProbable(new SemiringKernel<>(new WideSemiring(Accumulation.MAX)));
        }
    }

    private <T> int[] mostProbable(Kernel<T> kernel) {
        PropagationPlan plan = plan();
        Propagation<T> run = new Propagation<>(model, plan, kernel);
        run.collect();
        return new Traceback<>(plan, run, kernel, model.cardinality().length).states();
    }

    private List<double[]> marginals(IntFunction<double[]> marginal) {
        return IntStream.range(0, wanted.size()).mapToObj(marginal).toList();
    }

    private static double[] normalised(double[] weights) {
        double sum = DoubleStream.of(weights).sum();
        return DoubleStream.of(weights).map(w -> w / sum).toArray();
    }
}
