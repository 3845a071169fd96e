package org.deciban.compiler;

/** A model that would be larger than the budget; nothing was built. */
public final class CompileBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient CostReport cost;

    CompileBudgetException(CostReport cost, long budgetBytes) {
        super("the compiled model would take " + cost.modelBytes() + " bytes (" + cost.tokens() + " tokens, "
                + cost.rowTokens() + " of them table rows); the budget is " + budgetBytes
                + " bytes. Maybe raise the budget, or shorten the largest tables?");
        this.cost = cost;
    }

    /** What it would have taken. */
    public CostReport cost() {
        return cost;
    }
}
