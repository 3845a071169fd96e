package org.deciban.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.deciban.transformer.io.OnnxType;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.learned.Checkpoints;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedOnnx;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.LearningRate;
import org.deciban.tunnels.learned.ModelKind;
import org.deciban.tunnels.learned.Trainer;
import org.deciban.tunnels.learned.TrainingListener;
import org.deciban.tunnels.learned.TrainingOptions;
import org.deciban.tunnels.learned.TrainingProgress;
import org.deciban.tunnels.learned.Validation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Models that are trained before they are measured. */
final class TunnelTraining {
    private static final int CHECKPOINTS = 10;

    @Option(
            names = "--train",
            paramLabel = "KIND",
            split = ",",
            converter = Words.ModelKinds.class,
            completionCandidates = Words.ModelKinds.class,
            description = {
                "Train models of these kinds: transformer, mlp, lstm, the last two with as many weights as the first.",
                "Default: all, if no --model is named and this build can train."
            })
    private List<ModelKind> kinds = new ArrayList<>();

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = WholeNumbers.Steps.class,
            description = "Batches to train on. Default: by the task.")
    private @Nullable Integer steps;

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = WholeNumbers.Batch.class,
            description = "Sequences of a batch. Default: by the task.")
    private @Nullable Integer batch;

    @Option(names = "--rate", paramLabel = "R", description = "The highest learning rate. Default: by the task.")
    private @Nullable Double rate;

    @Option(
            names = "--width",
            paramLabel = "D",
            converter = WholeNumbers.Steps.class,
            description = "Of the transformer's residual stream. Default: by the task.")
    private @Nullable Integer width;

    @Option(
            names = "--layers",
            paramLabel = "N",
            converter = WholeNumbers.Steps.class,
            description = "Of the transformer. Default: by the task.")
    private @Nullable Integer layers;

    @Option(
            names = "--heads",
            paramLabel = "N",
            converter = WholeNumbers.Steps.class,
            description = "Of a layer; they divide the width. Default: by the task.")
    private @Nullable Integer heads;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            converter = WholeNumbers.Steps.class,
            description = "Units of a feed-forward. Default: by the task.")
    private @Nullable Integer hidden;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description =
                    "Write what was trained: KIND.safetensors, KIND.onnx, and KIND.training, from which --resume goes on.")
    private @Nullable Path save;

    @Option(names = "--resume", description = "Go on from what an interrupted --save left.")
    private boolean resume;

    /**
     * The kinds to train.
     *
     * @param modelsAreNamed whether --model was given
     */
    List<ModelKind> kinds(boolean modelsAreNamed) {
        if (resume && save == null) {
            throw new BadInputException("--resume needs the --save folder of the training that it goes on with");
        }
        if (!kinds.isEmpty()) {
            if (!Trainer.isPresent()) {
                throw new BadInputException(TunnelReport.CANNOT_TRAIN);
            }
            return List.copyOf(kinds);
        }
        return modelsAreNamed || !Trainer.isPresent() ? List.of() : List.of(ModelKind.values());
    }

    /**
     * Trains a model.
     *
     * @param progress is told after each step
     * @throws BadInputException if a size is out of its bounds
     */
    LearnedModel train(AnalyticTask task, ModelKind kind, long seed, Consumer<TrainingProgress> progress) {
        try {
            LearnedSpec spec = spec(task, kind);
            LearnedWeights weights = Trainer.find()
                    .train(task, spec, options(task, kind, seed), new TrainingListener() {
                        @Override
                        public void progress(TrainingProgress now) {
                            progress.accept(now);
                        }
                    });
            if (save != null) {
                weights.write(save.resolve(kind.label() + ".safetensors"));
                LearnedOnnx.write(weights, OnnxType.FLOAT32, save.resolve(kind.label() + ".onnx"));
            }
            return new LearnedModel(weights);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private LearnedSpec spec(AnalyticTask task, ModelKind kind) {
        TunnelRecipe recipe = TunnelRecipe.of(task);
        LearnedSpec transformer = LearnedSpec.transformer(
                task,
                or(width, recipe.width()),
                or(heads, recipe.heads()),
                or(layers, recipe.layers()),
                or(hidden, recipe.hidden()));
        return switch (kind) {
            case TRANSFORMER -> transformer;
            case MLP -> transformer.matchingMlp();
            case LSTM -> transformer.matchingLstm();
        };
    }

    private TrainingOptions options(AnalyticTask task, ModelKind kind, long seed) {
        TunnelRecipe recipe = TunnelRecipe.of(task);
        int count = steps(task);
        LearningRate learning =
                new LearningRate(rate == null ? recipe.rate() : rate, Math.min(100, count / 10), 0.5, 0.01);
        TrainingOptions options = TrainingOptions.of(count, or(batch, recipe.batch()), learning, seed)
                .withValidation(new Validation(100, Math.max(1, count / CHECKPOINTS), 0));
        if (save == null) {
            return options;
        }
        Path folder = save.resolve(kind.label() + ".training");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder + ": " + e.getMessage(), e);
        }
        Checkpoints every = Checkpoints.every(Math.max(1, count / CHECKPOINTS), count, folder);
        return options.withCheckpoints(new Checkpoints(Optional.of(folder), every.steps(), resume));
    }

    /** The steps of a training. */
    int steps(AnalyticTask task) {
        return or(steps, TunnelRecipe.of(task).steps());
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
