package org.deciban.cli;

import java.util.List;
import java.util.Locale;
import org.deciban.compiler.Budget;

/**
 * How much a run may compute.
 *
 * @param steps the most attention weights over all evidence sets, or of the folded engine what takes as long, see {@link Work}
 */
record WorkBudget(double steps) {
    /** Measured on two cores: 5 to 14 ns an attention weight of the dense engine, projections and softmax included. */
    private static final double SECONDS_PER_STEP = 1e-8;

    /** Ten minutes. */
    static final WorkBudget DEFAULT = new WorkBudget(6e10);

    /** Evidence sets within which a run takes about a minute; they are worth a wait that nobody asked for. */
    private static final double UNASKED = 6e9;

    /** Half of {@link #DEFAULT}: within it exactness is chosen for a dense engine where nobody asks for a mode. */
    private static final double UNASKED_DENSE = 3e10;

    /**
     * The same for the compiler.
     *
     * <p>The rows of a junction tree are tokens at least twice, and there are more than four heads: of more rows a dense engine
     * cannot run a tree. For the folded one rows and bytes grow with a budget that was raised.
     */
    Budget forCompiler(EngineChoice engine) {
        if (engine.isDense()) {
            return Budget.DEFAULT
                    .withJunctionTreeRows((long) Math.ceil(Math.sqrt(steps) / 4))
                    .withPatternEntries(equals(DEFAULT) ? UNASKED_DENSE : steps);
        }
        double raised = Math.max(1, steps / DEFAULT.steps);
        return Budget.DEFAULT
                .withJunctionTreeRows((long) (Budget.DEFAULT.junctionTreeRows() * raised))
                .withModelBytes((long) (Budget.DEFAULT.modelBytes() * raised));
    }

    /**
     * Refuses work over the budget.
     *
     * @param models that each evidence set is run through
     * @param waysOut what the user may do besides raising the budget, as the end of "Maybe …"
     * @throws WorkBudgetException with the number that the work takes
     */
    void require(EngineChoice engine, List<Sizes> models, int evidenceSets, String waysOut) {
        Work work = engine.work(models);
        double needed = work.of(evidenceSets);
        if (!(needed <= steps)) {
            throw new WorkBudgetException("the " + Words.of(engine) + " engine would "
                    + String.format(Locale.ROOT, work.what(), Numbers.brief(needed)) + " (" + work.sizes()
                    + (evidenceSets == 1 ? "" : ", for " + evidenceSets + " evidence sets")
                    + "), which takes about " + duration(needed * SECONDS_PER_STEP) + " on two cores; the budget is "
                    + Numbers.brief(steps) + ". Maybe " + waysOut + ", or raise --budget?");
        }
    }

    /** How many evidence sets, at most {@code most}, to add to the one there is when nobody says how many. */
    int unaskedSamples(EngineChoice engine, List<Sizes> models, int most) {
        Work work = engine.work(models);
        double fit = (Math.min(UNASKED, steps) - work.once()) / work.perSet() - 1;
        return (int) Math.max(0, Math.min(most, Math.floor(fit)));
    }

    /** Whether a single forward pass is within the budget. */
    boolean allows(EngineChoice engine, Sizes model) {
        return engine.work(List.of(model)).of(1) <= steps;
    }

    private static String duration(double seconds) {
        if (seconds < 60) {
            return Numbers.count((long) Math.ceil(seconds), "second", "seconds");
        }
        double hours = seconds / 3600;
        return hours > 48
                ? String.format(Locale.ROOT, "%.0f days", hours / 24)
                : hours > 2
                        ? String.format(Locale.ROOT, "%.0f hours", hours)
                        : Numbers.count((long) Math.ceil(seconds / 60), "minute", "minutes");
    }
}
