package org.deciban.tunnels.learned;

/** Is told how training goes. What it throws ends training; the state that was written last remains. */
public interface TrainingListener {
    /** Is told nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /** After each step. */
    default void progress(TrainingProgress progress) {}

    /** After each step of {@link Checkpoints#steps()}. */
    default void checkpoint(int step, LearnedWeights weights) {}
}
