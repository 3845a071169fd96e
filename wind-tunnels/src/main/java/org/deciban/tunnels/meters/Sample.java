package org.deciban.tunnels.meters;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;

/**
 * Sequences of a task with their exact posteriors, on which models are measured.
 *
 * <p>Immutable.
 */
public final class Sample {
    /** Keeps the sequences apart from those that a learner draws with a seed of the same number. */
    private static final long APART = 0x57494E4454554E4CL;

    private final AnalyticTask task;
    private final long seed;
    private final List<LabelledSequence> sequences;
    private final List<double[][]> posteriors;

    private Sample(AnalyticTask task, long seed, List<LabelledSequence> sequences, List<double[][]> posteriors) {
        this.task = task;
        this.seed = seed;
        this.sequences = List.copyOf(sequences);
        this.posteriors = List.copyOf(posteriors);
    }

    /**
     * Draws sequences. A larger sample of the same seed begins with the same sequences. The generator is not the one that
     * {@code new SplittableRandom(seed)} is, so that nobody trains on these by using the same number.
     *
     * @throws IllegalArgumentException if {@code sequences} is less than 1
     */
    public static Sample draw(AnalyticTask task, int sequences, long seed) {
        if (sequences < 1) {
            throw new IllegalArgumentException("a sample must have at least 1 sequence, got " + sequences);
        }
        RandomGenerator random = new SplittableRandom(new SplittableRandom(seed).nextLong() ^ APART);
        List<LabelledSequence> drawn = new ArrayList<>();
        List<double[][]> posteriors = new ArrayList<>();
        for (int i = 0; i < sequences; i++) {
            LabelledSequence sequence = task.draw(random);
            drawn.add(sequence);
            posteriors.add(task.posterior(sequence.tokens(), sequence.positions()));
        }
        return new Sample(task, seed, drawn, posteriors);
    }

    /** What it was drawn from. */
    public AnalyticTask task() {
        return task;
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /** The number of sequences. */
    public int size() {
        return sequences.size();
    }

    /** The sequences in the order in which they were drawn. */
    public List<LabelledSequence> sequences() {
        return sequences;
    }

    /** The posterior of a sequence at an index of its positions, shape {@code [outcomes]}. */
    public double[] posterior(int sequence, int index) {
        return posteriors.get(sequence)[index].clone();
    }
}
