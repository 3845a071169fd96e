package org.deciban.tunnels.learned;

import java.util.ServiceLoader;
import org.deciban.tunnels.AnalyticTask;

/** Trains models. An implementation is found on the class path, if there is one: wind-tunnels-nd4j brings it. */
public interface Trainer {
    /**
     * Trains a model. The same arguments give the same weights on the same machine, with the same threads and libraries, whatever else is
     * being trained at the same time.
     *
     * @throws IllegalArgumentException if the spec does not fit the task, or the state to continue from is of another training
     * @throws java.io.UncheckedIOException if a checkpoint cannot be written
     * @throws org.deciban.transformer.io.TransformerFormatException if the state to continue from cannot be read
     */
    LearnedWeights train(AnalyticTask task, LearnedSpec spec, TrainingOptions options, TrainingListener listener);

    /**
     * The trainer on the class path.
     *
     * @throws IllegalStateException if there is none
     */
    static Trainer find() {
        return ServiceLoader.load(Trainer.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "training needs ND4J, which this build lacks. Maybe build with DECIBAN_MAVEN_ARGS=-Pnd4j?"));
    }

    /** Whether there is one. */
    static boolean isPresent() {
        return ServiceLoader.load(Trainer.class).findFirst().isPresent();
    }
}
