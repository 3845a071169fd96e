package org.deciban.cli;

/**
 * The time of a round, as the difference of a long and a short run, so that what is done once is not counted. Of each the
 * fastest of all tries is taken: the least disturbed.
 */
final class RoundTimer {
    private final Clock clock;
    private final Runnable few;
    private final Runnable many;
    private final int moreRounds;
    private double fewSeconds = Double.POSITIVE_INFINITY;
    private double manySeconds = Double.POSITIVE_INFINITY;

    /**
     * @param few is the short run
     * @param many is the long one
     * @param moreRounds how many rounds more it has
     */
    RoundTimer(Clock clock, Runnable few, Runnable many, int moreRounds) {
        this.clock = clock;
        this.few = few;
        this.many = many;
        this.moreRounds = moreRounds;
    }

    /** Runs both once more. */
    void time() {
        fewSeconds = Math.min(fewSeconds, clock.seconds(few));
        manySeconds = Math.min(manySeconds, clock.seconds(many));
    }

    double secondsPerRound() {
        return Math.max(0, manySeconds - fewSeconds) / moreRounds;
    }
}
