package org.deciban.heads.count01;

import java.util.Arrays;

/** What is decided at a question. */
public enum Matter {
    /** 0 or 1, where an answer is due: semantics. */
    ANSWER(new int[][] {{0}, {1}}),
    /** Answer, end, or the string goes on: syntax. */
    KIND(new int[][] {{0, 1}, {Count01Strings.ENDS}, {Count01Strings.GOES_ON}});

    private final int[][] outcomes;

    Matter(int[][] outcomes) {
        this.outcomes = outcomes;
    }

    /** The number of classes among which it is decided. */
    int classes() {
        return outcomes.length;
    }

    /** Whether it is decided at a question of this label. */
    boolean isAsked(int label) {
        return Arrays.stream(outcomes).anyMatch(of -> Arrays.stream(of).anyMatch(outcome -> outcome == label));
    }

    /** The class of a label. */
    int classOf(int label) {
        for (int c = 0; c < outcomes.length; c++) {
            for (int outcome : outcomes[c]) {
                if (outcome == label) {
                    return c;
                }
            }
        }
        throw new IllegalArgumentException("the outcome " + label + " is none of " + this);
    }

    /** The mean score of the outcomes of each class, less the mean of the classes. */
    double[] scores(double[] ofOutcomes) {
        double[] scores = new double[outcomes.length];
        for (int c = 0; c < scores.length; c++) {
            scores[c] = Arrays.stream(outcomes[c])
                    .mapToDouble(outcome -> ofOutcomes[outcome])
                    .average()
                    .orElseThrow();
        }
        double mean = Arrays.stream(scores).average().orElseThrow();
        return Arrays.stream(scores).map(score -> score - mean).toArray();
    }

    /** The class of the highest score; the first of those that are alike, so 0 at a tie of 0 and 1. */
    static int highest(double[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }
}
