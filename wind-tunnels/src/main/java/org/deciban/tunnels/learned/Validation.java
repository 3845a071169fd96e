package org.deciban.tunnels.learned;

/**
 * How a model is watched while it trains: by its mean KL divergence from the exact posterior, in bits, over the positions where it is
 * asked, on sequences that it is not trained on.
 *
 * @param sequences how many
 * @param every after how many steps, and after the last; 0 for never
 * @param patience how many times in a row it may fail to become the best so far, before training stops; 0 for any number. If it is
 *     not 0, the result is the best
 */
public record Validation(int sequences, int every, int patience) {
    /** None. */
    public static final Validation NONE = new Validation(0, 0, 0);

    /**
     * @throws IllegalArgumentException if a number is negative, or there is nothing to watch
     */
    public Validation {
        if (sequences < 0 || every < 0 || patience < 0 || every > 0 && sequences == 0 || patience > 0 && every == 0) {
            throw new IllegalArgumentException(
                    "validation must have sequences and steps ≥ 0, and both for patience to mean something, got "
                            + sequences + ", " + every + " and " + patience);
        }
    }
}
