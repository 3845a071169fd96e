package org.deciban.heads.recorded;

/** Attention that would take more memory than is allowed; none of it was taken. One head on one sequence is held at once. */
public final class AttentionBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One gibibyte. */
    private static final long MOST_BYTES = 1L << 30;

    private AttentionBudgetException(String message) {
        super(message);
    }

    /**
     * Refuses what would not fit.
     *
     * @throws AttentionBudgetException if one pattern would be larger than a gibibyte
     */
    static void require(String what, long queries, long keys) {
        if (queries > MOST_BYTES / Double.BYTES / keys) {
            throw new AttentionBudgetException("the attention of one head of " + what + ", " + queries + " by " + keys
                    + " tokens, takes more than " + MOST_BYTES + " bytes. Maybe score shorter sequences?");
        }
    }
}
