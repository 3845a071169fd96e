package org.deciban.heads.count01;

import java.util.Arrays;

/**
 * What the heads of a layer add to the logits at one question: logits = Σ over heads + the rest.
 *
 * <p>Immutable.
 */
public final class Vote {
    private final double[][] heads;
    private final double[] rest;
    private final int label;

    /**
     * @param heads shape {@code [heads ≥ 1, outcomes]}
     * @param rest what does not come from a head, shape {@code [outcomes]}
     * @param label the right outcome
     * @throws IllegalArgumentException if a shape does not fit, or the label is no outcome
     */
    public Vote(double[][] heads, double[] rest, int label) {
        if (heads.length == 0
                || Arrays.stream(heads).anyMatch(head -> head.length != rest.length)
                || label < 0
                || label >= rest.length) {
            throw new IllegalArgumentException("a vote must have ≥ 1 head, each of " + rest.length
                    + " outcomes, and one of these as label, got " + Arrays.deepToString(heads) + " and " + label);
        }
        this.heads = Arrays.stream(heads).map(double[]::clone).toArray(double[][]::new);
        this.rest = rest.clone();
        this.label = label;
    }

    /** The number of heads. */
    public int heads() {
        return heads.length;
    }

    /** What a head adds, shape {@code [outcomes]}. */
    public double[] head(int head) {
        return heads[head].clone();
    }

    /** The right outcome. */
    public int label() {
        return label;
    }

    /** All together, shape {@code [outcomes]}. */
    public double[] logits() {
        double[] logits = rest.clone();
        for (double[] head : heads) {
            for (int outcome = 0; outcome < logits.length; outcome++) {
                logits[outcome] += head[outcome];
            }
        }
        return logits;
    }
}
