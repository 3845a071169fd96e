package org.deciban.heads.count01;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearningRate;
import org.deciban.tunnels.learned.Trainer;
import org.deciban.tunnels.learned.TrainingListener;
import org.deciban.tunnels.learned.TrainingOptions;

/** How models of Count01 are learned and measured: one layer of 4 heads without feed-forward, d = 32, on strings of up to 20. */
public final class LearnedCount01 {
    /** The task. */
    public static final Count01Strings TASK = new Count01Strings(20);

    private static final int WIDTH = 32;
    private static final int HEADS = 4;
    private static final int STEPS = 600;
    private static final int BATCH = 64;
    private static final LearningRate RATE = new LearningRate(4e-3, 100, 0.3, 0.02);
    private static final int FITTED_ON = 1000;
    private static final int MEASURED_ON = 2000;
    private static final long FIT_SEED = 7_001;
    private static final long MEASURE_SEED = 7_002;

    private LearnedCount01() {}

    /** What models look like. */
    public static LearnedSpec spec() {
        return LearnedSpec.transformer(TASK, WIDTH, HEADS, 1, 0);
    }

    /** Trains a model, which tables call by its seed; the seed is that of the first weights and of the strings. */
    public static LearnedModel train(Trainer trainer, long seed, TrainingListener listener) {
        return new LearnedModel(
                "seed " + seed, trainer.train(TASK, spec(), TrainingOptions.of(STEPS, BATCH, RATE, seed), listener));
    }

    /**
     * Measures a model on 2,000 strings; thresholds and weights are fitted on 1,000 others. The strings are the same for all models.
     *
     * @throws IllegalArgumentException if the model is no causal transformer of one layer of attention alone that takes these strings
     */
    public static Measured measure(LearnedModel model) {
        LearnedSpec spec = model.spec();
        if (spec.inputs() != TASK.inputs().size()
                || spec.outcomes() != TASK.outcomes().size()
                || spec.maximumLength() < TASK.maximumLength()
                || !spec.causal()) {
            throw new IllegalArgumentException("a model of count01 is causal and has "
                    + TASK.inputs().size() + " inputs, " + TASK.outcomes().size() + " outcomes and "
                    + TASK.maximumLength() + " positions, got " + spec);
        }
        Decomposition decomposition = new Decomposition(model);
        List<LabelledSequence> sample = draw(MEASURE_SEED, MEASURED_ON);
        HeadMeasurement heads = HeadMeasurement.of(
                votes(decomposition, draw(FIT_SEED, FITTED_ON), AttentionFactors.NONE),
                votes(decomposition, sample, AttentionFactors.NONE));
        List<Intervened> intervened = new ArrayList<>();
        for (AttentionFactors factors : Intervened.TRIED) {
            intervened.add(Intervened.of(factors, sample, votes(decomposition, sample, factors)));
        }
        return new Measured(model.name(), heads, intervened);
    }

    /**
     * What was measured of a model.
     *
     * @param name what tables call it
     * @param intervened with attention changed
     */
    public record Measured(String name, HeadMeasurement heads, List<Intervened> intervened) {
        /** Copies. */
        public Measured {
            intervened = List.copyOf(intervened);
        }
    }

    private static List<LabelledSequence> draw(long seed, int count) {
        RandomGenerator random = new SplittableRandom(seed);
        List<LabelledSequence> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sequences.add(TASK.draw(random));
        }
        return sequences;
    }

    private static List<Vote> votes(
            Decomposition decomposition, List<LabelledSequence> sequences, AttentionFactors factors) {
        List<Vote> votes = new ArrayList<>();
        for (LabelledSequence sequence : sequences) {
            votes.addAll(decomposition.votes(sequence, factors));
        }
        return votes;
    }
}
