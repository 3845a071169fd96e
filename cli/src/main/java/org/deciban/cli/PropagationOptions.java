package org.deciban.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.Mode;
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
                            + " belief propagation on the graph itself holds after the rounds. Default: exact where the budget"
                            + " allows it, else loopy.")
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
            names = "--budget",
            paramLabel = "N",
            converter = Budget.class,
            description = "The most attention weights that a run may compute. Default: 6e10, about ten minutes on two"
                    + " cores.")
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

    /** The mode asked for, if any. */
    Optional<Mode> mode() {
        return Optional.ofNullable(mode);
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
    CompilerOptions compilerOptions() {
        CompilerOptions options = CompilerOptions.auto().withBudget(budget.forCompiler());
        options = mode == null ? options : options.withMode(mode);
        return rounds == null ? options : options.withRounds(rounds);
    }
}
