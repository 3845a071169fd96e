package org.deciban.tunnels.nd4j;

import java.util.Map;
import java.util.TreeMap;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.Trainer;
import org.deciban.tunnels.learned.TrainingListener;
import org.deciban.tunnels.learned.TrainingOptions;

/**
 * The trainer on SameDiff of ND4J.
 *
 * <p>Set {@code OMP_NUM_THREADS=1} in the environment: a small step takes ten times as long on ND4J's defaults. ND4J prints while it
 * derives gradients; that is kept from standard output.
 */
public final class SameDiffTrainer implements Trainer {
    @Override
    public LearnedWeights train(
            AnalyticTask task, LearnedSpec spec, TrainingOptions options, TrainingListener listener) {
        requireFit(task, spec);
        Library.load();
        return new Training(task, spec, options, listener, notes(task, options)).run();
    }

    private static void requireFit(AnalyticTask task, LearnedSpec spec) {
        if (spec.inputs() != task.inputs().size()
                || spec.outcomes() != task.outcomes().size()
                || spec.maximumLength() < task.maximumLength()
                || spec.causal() != task.isCausal()) {
            throw new IllegalArgumentException(
                    "the task " + task.name() + " has " + task.inputs().size()
                            + " inputs, " + task.outcomes().size() + " outcomes, " + task.maximumLength()
                            + " tokens and is " + (task.isCausal() ? "" : "not ") + "causal; the model is " + spec
                            + ". Maybe it is of another size of the task?");
        }
    }

    /** What names a training: a state of other notes is not continued. */
    private static Map<String, String> notes(AnalyticTask task, TrainingOptions options) {
        Map<String, String> notes = new TreeMap<>();
        notes.put("task", task.name());
        notes.put("seed", Long.toString(options.seed()));
        notes.put("batch", Integer.toString(options.batch()));
        notes.put("target", options.target().name());
        notes.put("fixed_sequences", Integer.toString(options.fixedSequences()));
        notes.put("float64", Boolean.toString(options.float64()));
        return notes;
    }
}
