package org.deciban.cli;

import java.util.Locale;
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
     * Refuses work over the budget.
     *
     * @param waysOut what the user may do besides raising the budget, as the end of "Maybe …"
     * @throws WorkBudgetException with the number that the work takes
     */
    void require(CostReport cost, int evidenceSets, String waysOut) {
        double needed = cost.patternEntries() * evidenceSets;
        if (!(needed <= attentionWeights)) {
            throw new WorkBudgetException(String.format(
                    Locale.ROOT,
                    "the dense engine would compute %s attention weights (%,d tokens squared × %,d heads × %d evidence"
                            + " set%s), which takes about %s on two cores; the budget is %s. Maybe %s, or raise --budget?",
                    Numbers.brief(needed),
                    cost.tokens(),
                    cost.heads(),
                    evidenceSets,
                    evidenceSets == 1 ? "" : "s",
                    duration(needed * SECONDS_PER_ENTRY),
                    Numbers.brief(attentionWeights),
                    waysOut));
        }
    }

    /** How many evidence sets, at most {@code most}, to add to those asked for when nobody says how many. */
    int unaskedSamples(CostReport cost, int evidenceSets, int most) {
        double fit = Math.min(UNASKED, attentionWeights) / cost.patternEntries() - evidenceSets;
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
