package org.deciban.factorgraph.inference;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Factor;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;

/**
 * Exact answers about a few variables, for less than the posterior of all of them takes.
 *
 * <p>Barren variables are cut off, evidence separates the graph into components, and of each component only the message
 * pass that the question needs is run: components without a variable asked for are summed once, because they could still make
 * the evidence impossible.
 *
 * <p>Barren are variables without evidence and without descendants that matter, as long as the rows of their conditional
 * tables sum to one up to rounding; rows that miss one by more are kept and enter the answer as they do everywhere. So answers
 * agree with {@link JunctionTree#run} up to the rounding of each, K·2^-52 for every variable of K states that was cut.
 *
 * <p>Every answer throws {@link BudgetExceededException} if the cliques have more cells than the budget, {@link
 * org.deciban.factorgraph.ImpossibleEvidenceException} if no joint assignment has positive weight, and {@link
 * IllegalArgumentException} if the graph lacks a variable asked for or one is asked for twice.
 */
public final class PosteriorQuery {
    private final FactorGraph graph;
    private final Evidence evidence;
    private final long budget;

    private PosteriorQuery(FactorGraph graph, Evidence evidence, long budget) {
        this.graph = graph;
        this.evidence = evidence;
        this.budget = budget;
    }

    /**
     * Questions to a graph given evidence, within {@link JunctionTree#DEFAULT_BUDGET}.
     *
     * @throws org.deciban.factorgraph.InvalidEvidenceException if the evidence does not fit the graph
     */
    public static PosteriorQuery of(FactorGraph graph, Evidence evidence) {
        evidence.requireFits(graph);
        return new PosteriorQuery(graph, evidence, JunctionTree.DEFAULT_BUDGET);
    }

    /**
     * The same questions with another budget.
     *
     * @param cells the most table cells that the cliques of one answer may have together
     */
    public PosteriorQuery withBudget(long cells) {
        return new PosteriorQuery(graph, evidence, cells);
    }

    /** {@code ln P(evidence)} as {@link ExactPosterior#logEvidence()} defines it. */
    public double logEvidence() {
        return sums(reduce(List.of()), List.of()).logWeight();
    }

    /** The posterior of each variable asked for, in the order asked. */
    public Marginals marginals(List<Variable> variables) {
        ReducedModel model = reduce(variables);
        int[] free = free(model, variables);
        List<int[]> each = Arrays.stream(free).mapToObj(v -> new int[] {v}).toList();
        List<double[]> ofFree = sums(model, each).marginals();
        double[][] distributions = new double[variables.size()][];
        for (int i = 0, next = 0; i < distributions.length; i++) {
            boolean isFree = model.findFree(variables.get(i)).isPresent();
            distributions[i] = isFree ? ofFree.get(next++) : model.oneHot(variables.get(i));
        }
        return new Marginals(variables, distributions);
    }

    /**
     * The joint posterior of some variables, as a factor over them in the order asked, whose weights sum to one. A clique is
     * made to hold all of them, so cells grow with the product of their cardinalities.
     */
    public Factor joint(List<Variable> variables) {
        ReducedModel model = reduce(variables);
        int[] free = free(model, variables);
        List<int[]> together = free.length == 0 ? List.of() : List.of(free);
        List<double[]> marginals = sums(model, together).marginals();
        double[] ofFree = free.length == 0 ? new double[] {1.0} : marginals.get(0);
        String names = variables.stream().map(Variable::name).collect(Collectors.joining(", "));
        String given = evidence.isEmpty() ? "" : " | " + evidence;
        return Factor.named("P(" + names + given + ")", variables, spread(model, variables, ofFree));
    }

    private ReducedModel reduce(List<Variable> variables) {
        variables.forEach(graph::indexOf);
        if (new HashSet<>(variables).size() != variables.size()) {
            throw new IllegalArgumentException("a variable is asked for twice in " + variables);
        }
        return new ReducedModel(BarrenNodes.cut(graph, evidence, variables), evidence);
    }

    private static int[] free(ReducedModel model, List<Variable> variables) {
        return variables.stream()
                .map(model::findFree)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .toArray();
    }

    private CompiledTree.Sums sums(ReducedModel model, List<int[]> wanted) {
        CompiledTree tree = new CompiledTree(model, wanted);
        tree.requireWithin(budget);
        return tree.sums();
    }

    /** The table over all variables: zero wherever a fixed one is not in its state. */
    private static double[] spread(ReducedModel model, List<Variable> variables, double[] ofFree) {
        int[] places = {0};
        int size = 1;
        for (Variable variable : variables) {
            boolean free = model.findFree(variable).isPresent();
            int k = variable.cardinality();
            int[] extended = new int[places.length * (free ? k : 1)];
            for (int i = 0; i < extended.length; i++) {
                extended[i] = free ? places[i / k] * k + i % k : places[i] * k + model.fixedState(variable);
            }
            places = extended;
            size *= k;
        }
        double[] table = new double[size];
        for (int i = 0; i < places.length; i++) {
            table[places[i]] = ofFree[i];
        }
        return table;
    }
}
