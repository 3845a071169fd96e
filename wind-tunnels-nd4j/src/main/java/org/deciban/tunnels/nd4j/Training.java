package org.deciban.tunnels.nd4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.learned.Checkpoints;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.TrainingData;
import org.deciban.tunnels.learned.TrainingListener;
import org.deciban.tunnels.learned.TrainingOptions;
import org.deciban.tunnels.learned.TrainingProgress;
import org.deciban.tunnels.learned.TrainingState;
import org.deciban.tunnels.meters.Divergences;
import org.nd4j.linalg.api.buffer.DataType;

/** One training. */
final class Training {
    /**
     * After how many steps garbage is collected. What SameDiff computes on its way is freed when the collector finds it, and the collector
     * sees a few small objects: left alone it comes so seldom that a training of minutes takes 10 GB.
     */
    private static final int COLLECTED_EVERY = 25;

    private final AnalyticTask task;
    private final LearnedSpec spec;
    private final TrainingOptions options;
    private final TrainingListener listener;
    private final Map<String, String> notes;
    private final DataType type;
    private final TrainingData data;
    private final List<LabelledSequence> watched;

    Training(
            AnalyticTask task,
            LearnedSpec spec,
            TrainingOptions options,
            TrainingListener listener,
            Map<String, String> notes) {
        this.task = task;
        this.spec = spec;
        this.options = options;
        this.listener = listener;
        this.notes = notes;
        this.type = options.float64() ? DataType.DOUBLE : DataType.FLOAT;
        this.data = new TrainingData(task, options);
        this.watched = data.validation();
    }

    LearnedWeights run() {
        TrainingState state = start();
        long begun = System.nanoTime();
        int from = state.step();
        Graph graph = new Graph(state.weights(), task.maximumLength(), options.target(), type);
        AdamSteps adam = new AdamSteps(graph.parameters(), state);
        Best best = new Best(state);
        if (from == 0) {
            checkpoint(0, graph, adam, best);
        }
        for (int step = from; step < options.steps() && !best.isOver(options.validation()); step++) {
            double loss = step(step, graph, adam);
            int done = step + 1;
            OptionalDouble bits = isWatched(done) ? watch(done, graph, best) : OptionalDouble.empty();
            checkpoint(done, graph, adam, best);
            if (done % COLLECTED_EVERY == 0) {
                System.gc();
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
            Duration remaining = elapsed.multipliedBy(options.steps() - done).dividedBy(done - from);
            listener.progress(new TrainingProgress(done, options.steps(), loss, bits, elapsed, remaining));
        }
        return options.validation().patience() > 0 ? best.weights() : weights(options.steps(), graph);
    }

    /** The loss before the step. */
    private double step(int step, Graph graph, AdamSteps adam) {
        double rate = options.rate().at(step, options.steps());
        try (Batch batch = Batch.of(task, data.batch(step), spec, task.maximumLength(), options.target(), type);
                Graph.Gradients gradients = graph.gradients(batch)) {
            adam.step(gradients.byName(), step, rate, options.clip());
            return gradients.loss();
        }
    }

    private TrainingState start() {
        Path file = options.checkpoints().directory().map(TrainingState::file).orElse(Path.of(""));
        if (!options.checkpoints().resume() || !Files.exists(file)) {
            return TrainingState.start(
                    LearnedWeights.initial(spec, options.seed()).withNotes(notesAt(0)));
        }
        TrainingState state = TrainingState.read(file);
        Map<String, String> found = new TreeMap<>(state.weights().notes());
        found.remove("step");
        if (!state.weights().spec().equals(spec) || !found.equals(notes)) {
            throw new IllegalArgumentException("the state in " + file + " is of another training: " + found + " of "
                    + state.weights().spec() + ", wanted " + notes + " of " + spec
                    + ". Maybe choose another folder, or do not continue?");
        }
        return state;
    }

    private boolean isWatched(int done) {
        int every = options.validation().every();
        return every > 0 && (done % every == 0 || done == options.steps());
    }

    private OptionalDouble watch(int done, Graph graph, Best best) {
        LearnedWeights weights = weights(done, graph);
        double bits = meanBits(new LearnedModel(weights).predictAll(watched));
        best.offer(weights, bits);
        return OptionalDouble.of(bits);
    }

    /** KL(posterior ‖ model), the mean over all positions at which it is asked; infinite if the model gives 0 to what may happen. */
    private double meanBits(List<double[][]> predictions) {
        double sum = 0;
        long questions = 0;
        for (int s = 0; s < watched.size(); s++) {
            LabelledSequence sequence = watched.get(s);
            double[][] exact = task.posterior(sequence.tokens(), sequence.positions());
            for (int q = 0; q < exact.length; q++, questions++) {
                sum += Divergences.kullbackLeibler(exact[q], predictions.get(s)[q]);
            }
        }
        return sum / questions;
    }

    private LearnedWeights weights(int done, Graph graph) {
        return AdamSteps.read(LearnedWeights.initial(spec, 0), graph.parameters())
                .withNotes(notesAt(done));
    }

    private Map<String, String> notesAt(int step) {
        Map<String, String> all = new TreeMap<>(notes);
        all.put("step", Integer.toString(step));
        return all;
    }

    private void checkpoint(int done, Graph graph, AdamSteps adam, Best best) {
        Checkpoints checkpoints = options.checkpoints();
        if (!checkpoints.steps().contains(done)) {
            return;
        }
        LearnedWeights weights = weights(done, graph);
        checkpoints.directory().ifPresent(directory -> {
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make the folder " + directory + ": " + e, e);
            }
            weights.write(Checkpoints.file(directory, done));
            best.state(done, weights, adam.first(weights), adam.second(weights)).write(TrainingState.file(directory));
        });
        listener.checkpoint(done, weights);
    }
}
