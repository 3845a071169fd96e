package org.deciban.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deciban.compiler.Budget;
import org.deciban.compiler.CostReport;

/**
 * How much a run of the dense engine may compute.
 *
 * @param attentionWeights the most entries of attention patterns, {@link CostReport#patternEntries}, over all evidence sets
 */
record WorkBudget(double attentionWeights) {
    /** Measured on two cores: 5 to 14 ns an entry, projections and softmax included. */
    private static final double SECONDS_PER_ENTRY = 1e-8;

    /** Ten minutes. */
    static final WorkBudget DEFAULT = new WorkBudget(6e10);

    /** Evidence sets within which a run takes about a minute; they are worth a wait that nobody asked for. */
    private static final double UNASKED = 6e9;

    /**
     * The same for the compiler, which chooses the exact promise within it where none is asked for. The rows of a junction
     * tree are tokens at least twice, and there are more than four heads, so that a tree of more rows is out of reach.
     */
    Budget forCompiler() {
        double entries = equals(DEFAULT) ? Budget.DEFAULT.patternEntries() : attentionWeights;
        long rows = (long) Math.ceil(Math.sqrt(attentionWeights) / 4);
        return Budget.DEFAULT.withPatternEntries(entries).withJunctionTreeRows(rows);
    }

    /**
     * Refuses work over the budget.
     *
     * @param costs of the models that each evidence set is run through
     * @param waysOut what the user may do besides raising the budget, as the end of "Maybe …"
     * @throws WorkBudgetException with the number that the work takes
     */
    void require(List<CostReport> costs, int evidenceSets, String waysOut) {
        double needed = entries(costs) * evidenceSets;
        if (!(needed <= attentionWeights)) {
            String sizes = costs.stream()
                    .map(cost -> Numbers.count(cost.tokens()) + " tokens squared × " + Numbers.count(cost.heads())
                            + " heads")
                    .collect(Collectors.joining(" + "));
            throw new WorkBudgetException("the dense engine would compute " + Numbers.brief(needed)
                    + " attention weights ("
                    + sizes + (evidenceSets == 1 ? "" : ", for " + evidenceSets + " evidence sets")
                    + "), which takes about " + duration(needed * SECONDS_PER_ENTRY) + " on two cores; the budget is "
                    + Numbers.brief(attentionWeights) + ". Maybe " + waysOut + ", or raise --budget?");
        }
    }

    private static double entries(List<CostReport> costs) {
        return costs.stream().mapToDouble(CostReport::patternEntries).sum();
    }

    /** How many evidence sets, at most {@code most}, to add to the one there is when nobody says how many. */
    int unaskedSamples(List<CostReport> costs, int most) {
        double fit = Math.min(UNASKED, attentionWeights) / entries(costs) - 1;
        return (int) Math.max(0, Math.min(most, Math.floor(fit)));
    }

    /** Whether a single forward pass is within the budget. */
    boolean allows(CostReport cost) {
        return cost.patternEntries() <= attentionWeights;
    }

    private static String duration(double seconds) {
        double hours = seconds / 3600;
        return hours > 48
                ? String.format(Locale.ROOT, "%.0f days", hours / 24)
                : hours > 2
                        ? String.format(Locale.ROOT, "%.0f hours", hours)
                        : String.format(Locale.ROOT, "%.0f minutes", Math.ceil(seconds / 60));
    }
}
