package org.deciban.compiler;

import org.deciban.compiler.internal.passes.TreewidthException;

/** A model that would be larger than the budget; nothing of its size was built. */
public final class CompileBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CompileBudgetException(String message) {
        super(message);
    }

    static CompileBudgetException ofModel(CostReport cost, long budgetBytes) {
        return new CompileBudgetException(
                "the compiled model would take " + cost.modelBytes() + " bytes (" + cost.tokens()
                        + " tokens, " + cost.rowTokens() + " of them table rows); the budget is " + budgetBytes
                        + " bytes. Maybe raise the budget" + wayOut(cost.mode()));
    }

    static CompileBudgetException ofTreewidth(TreewidthException e) {
        return new CompileBudgetException(e.getMessage() + ". Maybe raise the budget" + wayOut(Mode.EXACT));
    }

    private static String wayOut(Mode mode) {
        return mode == Mode.EXACT ? ", or ask for --mode loopy?" : "?";
    }
}
