package org.deciban.factorgraph.inference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** An exact answer that would take more work or memory than the budget allows; thrown before any of it is spent. */
public final class BudgetExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final BigInteger needed;
    private final long budget;

    /**
     * @param task what was asked for, as the start of a sentence: {@code "the junction tree"}
     * @param unit what is counted: {@code "table cells"}
     * @param needed how many of them the task takes
     * @param budget how many were allowed
     * @param advice what to do instead, as the end of a sentence that starts with "Maybe"
     */
    BudgetExceededException(String task, String unit, BigInteger needed, long budget, String advice) {
        super(task + " needs " + rounded(needed) + " " + unit + ", over the budget of " + budget + ". Maybe " + advice);
        this.needed = needed;
        this.budget = budget;
    }

    /** What the task takes. */
    public BigInteger needed() {
        return needed;
    }

    /** What was allowed. */
    public long budget() {
        return budget;
    }

    private static String rounded(BigInteger count) {
        return count.bitLength() < 64
                ? count.toString()
                : new BigDecimal(count).round(new MathContext(3)).toString();
    }
}
