package org.deciban.tunnels.nd4j;

import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.TrainingState;
import org.deciban.tunnels.learned.Validation;

/** The best weights so far. */
final class Best {
    private LearnedWeights weights;
    private double bits;
    private int failures;

    Best(TrainingState state) {
        this.weights = state.best();
        this.bits = state.bestBits();
        this.failures = state.failures();
    }

    void offer(LearnedWeights offered, double itsBits) {
        if (itsBits < bits) {
            weights = offered;
            bits = itsBits;
            failures = 0;
        } else {
            failures++;
        }
    }

    LearnedWeights weights() {
        return weights;
    }

    /** Whether it failed to get better too often. */
    boolean isOver(Validation validation) {
        return validation.patience() > 0 && failures >= validation.patience();
    }

    TrainingState state(int step, LearnedWeights last, LearnedWeights first, LearnedWeights second) {
        return new TrainingState(step, last, first, second, weights, bits, failures);
    }
}
