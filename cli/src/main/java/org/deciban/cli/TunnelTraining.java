package org.deciban.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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
import org.deciban.tunnels.learned.TrainingDefaults.Plan;
import org.deciban.tunnels.learned.TrainingListener;
import org.deciban.tunnels.learned.TrainingOptions;
import org.deciban.tunnels.learned.TrainingProgress;
import org.deciban.tunnels.learned.Validation;
import org.deciban.tunnels.tasks.TwoVariables;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Models that are trained before they are measured. */
final class TunnelTraining {
    private static final int CHECKPOINTS = 10;
    private static final String WEIGHTS = ".safetensors";
    private static final String TWO_VARIABLES = new TwoVariables().name();
    /** As many as the table of claim B4 has. */
    private static final int SEEDS_OF_TWO_VARIABLES = 5;

    @Option(
            names = "--train",
            paramLabel = "KIND",
            split = ",",
            converter = Words.ModelKinds.class,
            completionCandidates = Words.ModelKinds.class,
            description = {
                "Train models of these kinds: transformer, mlp, lstm, the last two with as many weights as the first.",
                "Default: all, if no --model is named and this build can train; for two-variables, transformer."
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
            names = "--seeds",
            paramLabel = "N",
            converter = WholeNumbers.Seeds.class,
            description = {
                "Train N models of each kind, from --seed on, and give the interval over them; the first is measured in full.",
                "Default: 1, and 5 for two-variables."
            })
    private @Nullable Integer seeds;

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
    List<ModelKind> kinds(String task, boolean modelsAreNamed) {
        if (resume && save == null) {
            throw new BadInputException("--resume needs the --save folder of the training that it goes on with");
        }
        if (!kinds.isEmpty()) {
            if (!Trainer.isPresent()) {
                throw new BadInputException(TunnelReport.CANNOT_TRAIN);
            }
            return List.copyOf(kinds);
        }
        if (modelsAreNamed || !Trainer.isPresent()) {
            return List.of();
        }
        return task.equals(TWO_VARIABLES) ? List.of(ModelKind.TRANSFORMER) : List.of(ModelKind.values());
    }

    /** How many models of a kind are trained. */
    int seeds(AnalyticTask task) {
        return or(seeds, task instanceof TwoVariables ? SEEDS_OF_TWO_VARIABLES : 1);
    }

    /**
     * Trains models of each kind, from the seed on: as many at once as there are processors, and no more than there are kinds, since each
     * takes about 2 GB.
     *
     * @param plan the transformer and its training, where no option says otherwise
     * @param step is told after each step of any of them
     * @return as many as {@link #seeds} of each kind
     * @throws BadInputException if a size is out of its bounds
     */
    Map<ModelKind, List<LearnedModel>> train(
            AnalyticTask task, Plan plan, List<ModelKind> kinds, long seed, Runnable step) {
        int atOnce = Math.min(kinds.size(), Runtime.getRuntime().availableProcessors());
        ExecutorService workers = Executors.newFixedThreadPool(atOnce, TunnelTraining::daemon);
        try {
            Map<ModelKind, List<CompletableFuture<LearnedModel>>> begun = new LinkedHashMap<>();
            for (ModelKind kind : kinds) {
                begun.put(
                        kind,
                        IntStream.range(0, seeds(task))
                                .mapToObj(number -> CompletableFuture.supplyAsync(
                                        () -> train(task, plan, kind, seed, number, step), workers))
                                .toList());
            }
            Map<ModelKind, List<LearnedModel>> trained = new LinkedHashMap<>();
            begun.forEach((kind, models) -> trained.put(
                    kind, models.stream().map(CompletableFuture::join).toList()));
            return trained;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            workers.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "training");
        thread.setDaemon(true);
        return thread;
    }

    /** Files of others than the first of a kind have their number, from 0, in their names. */
    private LearnedModel train(AnalyticTask task, Plan plan, ModelKind kind, long seed, int number, Runnable step) {
        String name = number == 0 ? kind.label() : kind.label() + "-" + (number + 1);
        try {
            LearnedWeights weights = Trainer.find()
                    .train(task, spec(task, plan, kind), options(plan, name, seed + number), new TrainingListener() {
                        @Override
                        public void progress(TrainingProgress now) {
                            step.run();
                        }
                    });
            if (save != null) {
                weights.write(save.resolve(name + WEIGHTS));
                LearnedOnnx.write(weights, OnnxType.FLOAT32, save.resolve(name + ".onnx"));
            }
            return new LearnedModel(weights);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    /** Where the checkpoints of the first model of a kind are left, if it is saved. */
    Optional<Path> checkpoints(ModelKind kind) {
        return Optional.ofNullable(save).map(folder -> folder(folder.resolve(kind.label() + WEIGHTS)));
    }

    /** The folder in which training leaves checkpoints, from the file in which it leaves the weights. */
    static Path folder(Path weights) {
        String name = weights.getFileName().toString();
        String stem = name.endsWith(WEIGHTS) ? name.substring(0, name.length() - WEIGHTS.length()) : name;
        return weights.resolveSibling(stem + ".training");
    }

    private LearnedSpec spec(AnalyticTask task, Plan plan, ModelKind kind) {
        LearnedSpec planned = plan.transformer();
        LearnedSpec transformer = LearnedSpec.transformer(
                task,
                or(width, planned.width()),
                or(heads, planned.heads()),
                or(layers, planned.layers()),
                or(hidden, planned.hidden()));
        return switch (kind) {
            case TRANSFORMER -> transformer;
            case MLP -> transformer.matchingMlp();
            case LSTM -> transformer.matchingLstm();
        };
    }

    private TrainingOptions options(Plan plan, String name, long seed) {
        TrainingOptions options = plan.options().withSeed(seed);
        int count = steps(plan);
        if (steps != null) {
            options = options.withSteps(count).withValidation(new Validation(200, Math.max(1, count / CHECKPOINTS), 0));
        }
        if (batch != null) {
            options = options.withBatch(batch);
        }
        LearningRate planned = options.rate();
        int warmUp = Math.min(planned.warmUp(), count / CHECKPOINTS);
        options = options.withRate(
                new LearningRate(rate == null ? planned.peak() : rate, warmUp, planned.decayFrom(), planned.last()));
        if (save == null) {
            return options;
        }
        Path folder = folder(save.resolve(name + WEIGHTS));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder + ": " + e.getMessage(), e);
        }
        Checkpoints every = Checkpoints.every(Math.max(1, count / CHECKPOINTS), count, folder);
        return options.withCheckpoints(new Checkpoints(Optional.of(folder), every.steps(), resume));
    }

    /** The steps of a training. */
    int steps(Plan plan) {
        return or(steps, plan.options().steps());
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
