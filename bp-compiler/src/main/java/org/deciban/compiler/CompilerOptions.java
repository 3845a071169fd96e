package org.deciban.compiler;

import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Variable;

/**
 * How to compile.
 *
 * @param construction how belief propagation becomes weights
 * @param task marginals (sum-product) or the most probable states (max-product)
 * @param mode the promise wanted; empty takes the exact one where the compiler can give it, else the loopy one
 * @param rounds the number of rounds; empty takes what exactness needs, or {@link #DEFAULT_LOOPY_ROUNDS}
 * @param damping λ in [0, 1): the new log-message is {@code (1−λ) · computed + λ · old}
 * @param constants hard evidence that never changes and is compiled in; run-time evidence may repeat it, not contradict it
 * @param bounds the size bounds of the weights; empty takes the least that the graph fits in
 * @param budget how large a model may be
 * @param tree which clique tree exactness is had from
 */
public record CompilerOptions(
        Construction construction,
        Task task,
        Optional<Mode> mode,
        OptionalInt rounds,
        double damping,
        Evidence constants,
        Optional<ModelBounds> bounds,
        Budget budget,
        TreeShape tree) {
    /** Rounds on a graph with cycles when nobody says how many. */
    public static final int DEFAULT_LOOPY_ROUNDS = 20;

    private static final CompilerOptions DEFAULTS = new CompilerOptions(
            Construction.ROWS,
            Task.MARGINALS,
            Optional.empty(),
            OptionalInt.empty(),
            0,
            Evidence.none(),
            Optional.empty(),
            Budget.DEFAULT,
            TreeShape.NARROW);

    /**
     * @throws IllegalArgumentException if the rounds are negative, the damping is outside [0, 1) or a constant is not hard
     *     evidence
     */
    public CompilerOptions {
        if (rounds.isPresent() && rounds.getAsInt() < 0) {
            throw new IllegalArgumentException("rounds must be ≥ 0, got " + rounds.getAsInt());
        }
        if (!(damping >= 0 && damping < 1)) {
            throw new IllegalArgumentException("damping must be in [0, 1), got " + damping);
        }
        for (Variable variable : constants.variables()) {
            if (constants.findObservedState(variable).isEmpty()) {
                throw new IllegalArgumentException("constants must be hard evidence, got a likelihood for " + variable
                        + ". Maybe give it as evidence at run time?");
            }
        }
    }

    /** The exact promise where the compiler can give it, else the loopy one; row attention, no damping. */
    public static CompilerOptions auto() {
        return DEFAULTS;
    }

    /** Exact posteriors, or a refusal. */
    public static CompilerOptions exact() {
        return DEFAULTS.withMode(Mode.EXACT);
    }

    /** Loopy belief propagation with the default number of rounds. */
    public static CompilerOptions loopy() {
        return DEFAULTS.withMode(Mode.LOOPY);
    }

    /** Loopy belief propagation with a number of rounds. */
    public static CompilerOptions loopy(int rounds) {
        return loopy().withRounds(rounds);
    }

    /** The same with another construction. */
    public CompilerOptions withConstruction(Construction wanted) {
        return new CompilerOptions(wanted, task, mode, rounds, damping, constants, bounds, budget, tree);
    }

    /** The same with another task. */
    public CompilerOptions withTask(Task wanted) {
        return new CompilerOptions(construction, wanted, mode, rounds, damping, constants, bounds, budget, tree);
    }

    /** The same with another promise. */
    public CompilerOptions withMode(Mode wanted) {
        return new CompilerOptions(
                construction, task, Optional.of(wanted), rounds, damping, constants, bounds, budget, tree);
    }

    /** The same with a number of rounds. */
    public CompilerOptions withRounds(int wanted) {
        return new CompilerOptions(
                construction, task, mode, OptionalInt.of(wanted), damping, constants, bounds, budget, tree);
    }

    /** The same with another damping. */
    public CompilerOptions withDamping(double wanted) {
        return new CompilerOptions(construction, task, mode, rounds, wanted, constants, bounds, budget, tree);
    }

    /** The same with evidence that never changes. */
    public CompilerOptions withConstants(Evidence wanted) {
        return new CompilerOptions(construction, task, mode, rounds, damping, wanted, bounds, budget, tree);
    }

    /** The same with weights for these bounds, so that one set of weights can serve several graphs. */
    public CompilerOptions withBounds(ModelBounds wanted) {
        return new CompilerOptions(
                construction, task, mode, rounds, damping, constants, Optional.of(wanted), budget, tree);
    }

    /** The same with another budget. */
    public CompilerOptions withBudget(Budget wanted) {
        return new CompilerOptions(construction, task, mode, rounds, damping, constants, bounds, wanted, tree);
    }

    /** The same with another clique tree; {@link TreeShape#SHALLOW} asks for row attention, and precludes the loopy promise. */
    public CompilerOptions withTree(TreeShape wanted) {
        return new CompilerOptions(construction, task, mode, rounds, damping, constants, bounds, budget, wanted);
    }

    /** The same with few rounds at the price of larger cliques: {@link TreeShape#SHALLOW}. */
    public CompilerOptions withShallowTree() {
        return withTree(TreeShape.SHALLOW);
    }
}
