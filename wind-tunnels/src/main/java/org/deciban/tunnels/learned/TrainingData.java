package org.deciban.tunnels.learned;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.tasks.RandomOrder;

/**
 * What a model is trained and validated on. A batch is a function of the seed and the step alone, so that training continues where it
 * stopped.
 */
public final class TrainingData {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final AnalyticTask task;
    private final TrainingOptions options;
    private final List<LabelledSequence> fixed = new ArrayList<>();
    private int[] order = {};
    private int epochOfOrder = -1;

    /** What is drawn. */
    private enum Purpose {
        FRESH,
        FIXED,
        ORDER,
        VALIDATION
    }

    /** The data that the options name. */
    public TrainingData(AnalyticTask task, TrainingOptions options) {
        this.task = task;
        this.options = options;
        RandomGenerator random = random(Purpose.FIXED, 0);
        for (int i = 0; i < options.fixedSequences(); i++) {
            fixed.add(task.draw(random));
        }
    }

    /** The batch of a step, counted from 0. */
    public List<LabelledSequence> batch(int step) {
        List<LabelledSequence> batch = new ArrayList<>();
        if (fixed.isEmpty()) {
            RandomGenerator random = random(Purpose.FRESH, step);
            for (int i = 0; i < options.batch(); i++) {
                batch.add(task.draw(random));
            }
            return batch;
        }
        int inEpoch = fixed.size() / options.batch();
        shuffle(step / inEpoch);
        for (int i = 0; i < options.batch(); i++) {
            batch.add(fixed.get(order[step % inEpoch * options.batch() + i]));
        }
        return batch;
    }

    /** The sequences that the model is watched on; none of them was drawn for training. */
    public List<LabelledSequence> validation() {
        RandomGenerator random = random(Purpose.VALIDATION, 0);
        List<LabelledSequence> sequences = new ArrayList<>();
        for (int i = 0; i < options.validation().sequences(); i++) {
            sequences.add(task.draw(random));
        }
        return sequences;
    }

    private void shuffle(int epoch) {
        if (epoch == epochOfOrder) {
            return;
        }
        order = RandomOrder.draw(fixed.size(), random(Purpose.ORDER, epoch));
        epochOfOrder = epoch;
    }

    private RandomGenerator random(Purpose purpose, int index) {
        long mixed = mix(options.seed() + GOLDEN);
        mixed = mix(mixed + purpose.ordinal() + 1);
        return new SplittableRandom(mix(mixed + index));
    }

    /** The finaliser of MurmurHash3: seeds that are close give streams that are not. */
    private static long mix(long seed) {
        long z = seed;
        z = (z ^ z >>> 33) * 0xFF51AFD7ED558CCDL;
        z = (z ^ z >>> 33) * 0xC4CEB9FE1A85EC53L;
        return z ^ z >>> 33;
    }
}
