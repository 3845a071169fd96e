package org.deciban.factorgraph;

/**
 * Evidence of probability zero: no joint assignment has positive weight, so there is no posterior. Thrown by every
 * inference method in place of NaN.
 */
public final class ImpossibleEvidenceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient Evidence evidence;

    /**
     * @param evidence the evidence that cannot be
     * @param where what showed it, as the end of a sentence: {@code "every state of x is ruled out"}
     */
    public ImpossibleEvidenceException(Evidence evidence, String where) {
        super(message(evidence, where));
        this.evidence = evidence;
    }

    /** The evidence that has probability zero. */
    public Evidence evidence() {
        return evidence;
    }

    private static String message(Evidence evidence, String where) {
        if (evidence.isEmpty()) {
            return "the model gives every joint assignment probability zero: " + where
                    + ". Maybe two of its factors contradict each other?";
        }
        return "the evidence " + evidence + " has probability zero: " + where
                + ". Maybe one of these observations is wrong, or a table holds a zero that should be small?";
    }
}
