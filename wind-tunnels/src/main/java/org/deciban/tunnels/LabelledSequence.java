package org.deciban.tunnels;

/**
 * A sequence and what came out at the positions where a model is asked.
 *
 * <p>Immutable.
 */
public final class LabelledSequence {
    private final TokenSequence tokens;
    private final int[] positions;
    private final int[] labels;

    /**
     * @param positions where a model is asked, ascending
     * @param labels what came out there, an outcome of the task each: what a learner is told
     * @throws IllegalArgumentException if there is not one label for each position, or the positions do not ascend within the tokens
     */
    public LabelledSequence(TokenSequence tokens, int[] positions, int[] labels) {
        if (positions.length != labels.length) {
            throw new IllegalArgumentException(
                    "there must be one label for each of " + positions.length + " positions, got " + labels.length);
        }
        int previous = -1;
        for (int position : positions) {
            if (position <= previous || position >= tokens.length()) {
                throw new IllegalArgumentException("positions must ascend within " + tokens.length() + " tokens, got "
                        + position + " after " + previous);
            }
            previous = position;
        }
        this.tokens = tokens;
        this.positions = positions.clone();
        this.labels = labels.clone();
    }

    /** What the model is given. */
    public TokenSequence tokens() {
        return tokens;
    }

    /** Where it is asked, ascending. */
    public int[] positions() {
        return positions.clone();
    }

    /** What came out there. */
    public int[] labels() {
        return labels.clone();
    }
}
