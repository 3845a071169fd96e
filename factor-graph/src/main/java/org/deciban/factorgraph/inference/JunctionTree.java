package org.deciban.factorgraph.inference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.CompiledTree.Sums;

/**
 * Exact inference by message passing on a clique tree: the posterior of every variable and the probability of the evidence,
 * in time proportional to the tables of the cliques and memory proportional to those of the separators.
 *
 * <p>Hard evidence is sliced out of the tables first. The interaction graph of what is left is triangulated by several greedy
 * rules, the cheapest clique tree is kept, and one pass up and one down the tree give all marginals (Lauritzen and
 * Spiegelhalter, 1988, doi:10.1111/j.2517-6161.1988.tb01721.x; Jensen, Lauritzen and Olesen, 1990). The same two passes run in
 * several kinds of numbers:
 *
 * <table>
 * <caption>Numbers</caption>
 * <tr><th>method<th>numbers<th>error
 * <tr><td>{@link #posterior()}<td>doubles, rescaled so that nothing under- or overflows<td>relative error of every probability
 *   and of the evidence of the order of (operations on the longest chain) · 2^-53: 1e-14 and less on the networks of the
 *   bnlearn repository
 * <tr><td>{@link #posteriorInLogs()}<td>natural logarithms in doubles<td>larger by the size of the logarithms
 * <tr><td>{@link #posteriorInDecimals(int)}<td>decimals of so many digits<td>as many ulps, of 10^-digits
 * <tr><td>{@link #posteriorInRationals()}<td>rationals<td>none: the answer to the tables as doubles
 * </table>
 *
 * <p>An instance is immutable and has done no more than triangulate: {@link #cells()} and {@link #width()} say what a run would
 * take. Everything else runs, and throws {@link BudgetExceededException} if the cells exceed the budget, before it allocates
 * anything of that size, and {@link org.deciban.factorgraph.ImpossibleEvidenceException} if no joint assignment has positive
 * weight.
 */
public final class JunctionTree {
    /** The most cells of all clique tables together that are worked through unless told otherwise: 2^30. */
    public static final long DEFAULT_BUDGET = 1L << 30;

    private final ReducedModel model;
    private final CompiledTree compiled;
    private final long budget;

    private JunctionTree(ReducedModel model, CompiledTree compiled, long budget) {
        this.model = model;
        this.compiled = compiled;
        this.budget = budget;
    }

    /**
     * The tree for a graph given evidence, with the {@link #DEFAULT_BUDGET}.
     *
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence does not fit the graph
     * @throws org.deciban.factorgraph.ImpossibleEvidenceException if a factor is zero wherever it agrees with the evidence
     */
    public static JunctionTree of(FactorGraph graph, Evidence evidence) {
        ReducedModel model = new ReducedModel(graph, evidence);
        List<int[]> each = IntStream.range(0, model.cardinality().length)
                .mapToObj(v -> new int[] {v})
                .toList();
        return new JunctionTree(model, new CompiledTree(model, each), DEFAULT_BUDGET);
    }

    /** The posterior of every variable; short for {@code of(graph, evidence).posterior()}. */
    public static ExactPosterior run(FactorGraph graph, Evidence evidence) {
        return of(graph, evidence).posterior();
    }

    /** Short for {@code of(graph, evidence).withBudget(budget).posterior()}. */
    public static ExactPosterior run(FactorGraph graph, Evidence evidence, long budget) {
        return of(graph, evidence).withBudget(budget).posterior();
    }

    /**
     * This tree with another budget.
     *
     * @param cells the most table cells that all cliques may have together
     */
    public JunctionTree withBudget(long cells) {
        return new JunctionTree(model, compiled, cells);
    }

    /** The number of table cells of all cliques together, which is what a run takes time for. */
    public BigInteger cells() {
        return compiled.tree().cells();
    }

    /** The number of variables of the largest clique, less one: an upper bound of the treewidth given the evidence. */
    public int width() {
        return compiled.tree().width();
    }

    /** The posterior in doubles. */
    public ExactPosterior posterior() {
        compiled.requireWithin(budget);
        return exact(compiled.sums());
    }

    /** The posterior in natural logarithms of doubles; for comparison with other methods that work in them. */
    public ExactPosterior posteriorInLogs() {
        compiled.requireWithin(budget);
        return exact(compiled.sumsOfLogs());
    }

    /** The posterior as fractions: what the tables, each entry taken as the double that it is, imply exactly. */
    public NumberPosterior<BigFraction> posteriorInRationals() {
        compiled.requireWithin(budget);
        Propagation<NumberTable<BigInteger>> run = compiled.run(new SemiringKernel<>(new DyadicSemiring()));
        BigInteger product = NumberTable.firsts(run.totals()).reduce(BigInteger.ONE, BigInteger::multiply);
        return new NumberPosterior<>(
                model.variables(),
                distributions(run, BigInteger::add, BigFraction::new, BigFraction.ZERO, BigFraction.ONE),
                DyadicSemiring.fraction(product, run.exponent()));
    }

    /**
     * The posterior in decimal floating point, every operation rounded to nearest, with exponents that do not end.
     *
     * @param digits of precision, at least 1
     */
    public NumberPosterior<BigDecimal> posteriorInDecimals(int digits) {
        if (digits < 1) {
            throw new IllegalArgumentException("digits is " + digits + ", below 1");
        }
        compiled.requireWithin(budget);
        MathContext precision = new MathContext(digits);
        Propagation<NumberTable<BigDecimal>> run = compiled.run(new SemiringKernel<>(new DecimalSemiring(precision)));
        return new NumberPosterior<>(
                model.variables(),
                distributions(
                        run,
                        (a, b) -> a.add(b, precision),
                        (a, b) -> a.divide(b, precision),
                        BigDecimal.ZERO,
                        BigDecimal.ONE),
                NumberTable.firsts(run.totals()).reduce(BigDecimal.ONE, (a, b) -> a.multiply(b, precision)));
    }

    /** The normalised marginal of every variable of the graph. */
    private <E, N> Map<Variable, List<N>> distributions(
            Propagation<NumberTable<E>> run, BinaryOperator<E> add, BiFunction<E, E, N> ratio, N zero, N one) {
        Map<Variable, List<N>> distributions = new HashMap<>();
        for (Variable variable : model.variables()) {
            OptionalInt free = model.findFree(variable);
            if (free.isPresent()) {
                List<E> weights = run.marginal(free.getAsInt()).numbers();
                E sum = weights.stream().reduce(add).orElseThrow();
                distributions.put(
                        variable, weights.stream().map(w -> ratio.apply(w, sum)).toList());
            } else {
                distributions.put(
                        variable,
                        IntStream.range(0, variable.cardinality())
                                .mapToObj(s -> s == model.fixedState(variable) ? one : zero)
                                .toList());
            }
        }
        return distributions;
    }

    private ExactPosterior exact(Sums sums) {
        double[][] probabilities = model.variables().stream()
                .map(v -> model.distribution(v, sums.marginals()))
                .toArray(double[][]::new);
        return new ExactPosterior(new Marginals(model.variables(), probabilities), sums.logWeight());
    }

    /** The most probable joint assignment given the evidence. */
    public MostProbableAssignment mostProbable() {
        compiled.requireWithin(budget);
        return model.assignment(compiled.mostProbable());
    }
}
