package org.deciban.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Construction;
import org.deciban.compiler.Mode;
import org.deciban.compiler.Task;
import org.deciban.compiler.TreeShape;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How belief propagation is run, by a transformer or by hand, and how much work it may take. */
final class PropagationOptions {
    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = Words.Modes.class,
            completionCandidates = Words.Modes.class,
            description =
                    "exact: exact posteriors, on a graph with cycles by its junction tree, or a refusal. loopy: whatever"
                            + " belief propagation on the graph itself holds after the rounds. Default: exact where that takes"
                            + " seconds, else loopy; of a knowledge base exact.")
    private @Nullable Mode mode;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = WholeNumbers.Rounds.class,
            description =
                    "Rounds of belief propagation; on a graph with cycles they ask for --mode loopy. Default: what"
                            + " exactness needs, or " + CompilerOptions.DEFAULT_LOOPY_ROUNDS
                            + " for a loopy transformer.")
    private @Nullable Integer rounds;

    @Option(
            names = "--construction",
            paramLabel = "C",
            converter = Words.Constructions.class,
            completionCandidates = Words.Constructions.class,
            description =
                    "How the transformer is built. rows: attention over table rows, for any graph. log-odds: one number a"
                            + " message, for two states and at most three variables a factor, or gates of any number."
                            + " scan: products of transfer matrices, for chains, in about 2 log2 n layers."
                            + " Default: rows, and log-odds where only that can do what is asked.")
    private @Nullable Construction construction;

    @Option(
            names = "--tree",
            paramLabel = "T",
            converter = Words.Trees.class,
            completionCandidates = Words.Trees.class,
            description =
                    "Which tree exactness is had from. narrow: the graph itself if it has no cycle, else the cheapest clique"
                            + " tree. shallow: few rounds at the price of larger cliques, on chains and trees of n variables"
                            + " about 2 log2 n rounds; where it saves none, narrow. Default: narrow.")
    private @Nullable TreeShape tree;

    @Option(
            names = "--damping",
            paramLabel = "D",
            converter = Damping.class,
            description = "The share of the old log-message in the new one, 0 ≤ D < 1. Default: 0.")
    private double damping;

    @Option(
            names = "--budget",
            paramLabel = "N",
            converter = Budget.class,
            description =
                    "The most attention weights that a run may compute; for the folded engine the tokens times layers"
                            + " and 1,000 more once. Default: 6e10, about ten minutes on two cores.")
    private WorkBudget budget = WorkBudget.DEFAULT;

    private static final class Budget implements ITypeConverter<WorkBudget> {
        @Override
        public WorkBudget convert(String value) {
            double budget = Numbers.decimal(value).orElse(Double.NaN);
            if (!(budget > 0)) {
                throw new TypeConversionException("'" + value + "' is not a positive number");
            }
            return new WorkBudget(budget);
        }
    }

    private static final class Damping implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            double damping = Numbers.decimal(value).orElse(Double.NaN);
            if (!(damping >= 0 && damping < 1)) {
                throw new TypeConversionException("'" + value + "' is not a number from 0 to below 1");
            }
            return damping;
        }
    }

    /** The construction asked for, if any. */
    Optional<Construction> construction() {
        return Optional.ofNullable(construction);
    }

    /** The share of the old log-message in the new one. */
    double damping() {
        return damping;
    }

    /** The shape of the clique tree asked for, if any. */
    Optional<TreeShape> tree() {
        return Optional.ofNullable(tree);
    }

    /** The mode asked for, if any. */
    Optional<Mode> mode() {
        return Optional.ofNullable(mode);
    }

    /** Whether something was asked for that decides how a transformer is built. */
    boolean given() {
        return mode != null || rounds != null || construction != null || tree != null || damping > 0;
    }

    /** Of a knowledge base nobody gets an approximate answer who has not asked for one. */
    void requireExactness() {
        if (mode == null && rounds == null && damping == 0) {
            mode = Mode.EXACT;
        }
    }

    /** The number of rounds asked for, if any. */
    OptionalInt rounds() {
        return rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds);
    }

    /** How much work is allowed. */
    WorkBudget budget() {
        return budget;
    }

    /** The same for the compiler. */
    CompilerOptions compilerOptions(EngineChoice engine) {
        return compilerOptions(engine, Task.MARGINALS);
    }

    /** The same for the compiler and a task, of which only log-odds can do {@link Task#MAP}. */
    CompilerOptions compilerOptions(EngineChoice engine, Task task) {
        Construction able = task == Task.MAP ? Construction.LOG_ODDS : Construction.ROWS;
        CompilerOptions options = CompilerOptions.auto()
                .withBudget(budget.forCompiler(engine))
                .withTask(task)
                .withConstruction(construction == null ? able : construction)
                .withDamping(damping);
        options = mode == null ? options : options.withMode(mode);
        options = tree == null ? options : options.withTree(tree);
        return rounds == null ? options : options.withRounds(rounds);
    }
}
