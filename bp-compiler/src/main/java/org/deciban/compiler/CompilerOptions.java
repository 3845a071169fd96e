package org.deciban.compiler;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to compile.
 *
 * @param mode the promise wanted; empty takes the exact one where the compiler can give it, else the loopy one
 * @param rounds the number of rounds; empty takes what exactness needs on a forest, {@link #DEFAULT_LOOPY_ROUNDS} otherwise
 * @param bounds the size bounds of the weights; empty takes the least that the graph fits in
 * @param budgetBytes the largest compiled model allowed, see {@link CostReport#modelBytes}
 */
public record CompilerOptions(Optional<Mode> mode, OptionalInt rounds, Optional<ModelBounds> bounds, long budgetBytes) {
    /** Rounds on a graph with cycles when nobody says how many. */
    public static final int DEFAULT_LOOPY_ROUNDS = 20;

    /** Two gibibytes. */
    public static final long DEFAULT_BUDGET_BYTES = 2L << 30;

    /**
     * @throws IllegalArgumentException if the rounds are negative or the budget is not positive
     */
    public CompilerOptions {
        if (rounds.isPresent() && rounds.getAsInt() < 0) {
            throw new IllegalArgumentException("rounds must be ≥ 0, got " + rounds.getAsInt());
        }
        if (budgetBytes <= 0) {
            throw new IllegalArgumentException("the budget must be positive, got " + budgetBytes + " bytes");
        }
    }

    /** The exact promise where the compiler can give it, else the loopy one. */
    public static CompilerOptions auto() {
        return new CompilerOptions(Optional.empty(), OptionalInt.empty(), Optional.empty(), DEFAULT_BUDGET_BYTES);
    }

    /** Exact posteriors, or a refusal. */
    public static CompilerOptions exact() {
        return auto().withMode(Mode.EXACT);
    }

    /** Loopy belief propagation with the default number of rounds. */
    public static CompilerOptions loopy() {
        return auto().withMode(Mode.LOOPY);
    }

    /** Loopy belief propagation with a number of rounds. */
    public static CompilerOptions loopy(int rounds) {
        return loopy().withRounds(rounds);
    }

    /** The same with another promise. */
    public CompilerOptions withMode(Mode wanted) {
        return new CompilerOptions(Optional.of(wanted), rounds, bounds, budgetBytes);
    }

    /** The same with a number of rounds. */
    public CompilerOptions withRounds(int wanted) {
        return new CompilerOptions(mode, OptionalInt.of(wanted), bounds, budgetBytes);
    }

    /** The same with weights for these bounds, so that one set of weights can serve several graphs. */
    public CompilerOptions withBounds(ModelBounds wanted) {
        return new CompilerOptions(mode, rounds, Optional.of(wanted), budgetBytes);
    }

    /** The same with another budget, in bytes of the compiled model. */
    public CompilerOptions withBudgetBytes(long wanted) {
        return new CompilerOptions(mode, rounds, bounds, wanted);
    }
}
