package org.deciban.tunnels.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.deciban.tunnels.learned.Checkpoints;
import org.deciban.tunnels.learned.LearnedSpec;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.LearningRate;
import org.deciban.tunnels.learned.ModelKind;
import org.deciban.tunnels.learned.Trainer;
import org.deciban.tunnels.learned.TrainingListener;
import org.deciban.tunnels.learned.TrainingOptions;
import org.deciban.tunnels.learned.TrainingProgress;
import org.deciban.tunnels.learned.TrainingTarget;
import org.deciban.tunnels.learned.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SameDiffTrainerTest {
    private static final TinyTask TASK = new TinyTask(true);

    @TempDir
    Path folder;

    private final Trainer trainer = Trainer.find();

    private static LearnedSpec spec(ModelKind kind) {
        LearnedSpec transformer = LearnedSpec.transformer(TASK, 8, 2, 1, 16);
        return switch (kind) {
            case TRANSFORMER -> transformer;
            case MLP -> transformer.matchingMlp();
            case LSTM -> transformer.matchingLstm();
        };
    }

    private static TrainingOptions options(int steps) {
        return TrainingOptions.of(steps, 16, LearningRate.constant(0.01), 1);
    }

    /** Keeps what it is told. */
    private static final class Kept implements TrainingListener {
        private final List<TrainingProgress> progress = new ArrayList<>();
        private final List<LearnedWeights> checkpoints = new ArrayList<>();

        @Override
        public void progress(TrainingProgress now) {
            progress.add(now);
        }

        @Override
        public void checkpoint(int step, LearnedWeights weights) {
            checkpoints.add(weights);
        }

        private double bits(int validation) {
            return progress.stream()
                    .filter(now -> now.validationBits().isPresent())
                    .toList()
                    .get(validation)
                    .validationBits()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void trainingLowersTheLoss(ModelKind kind) {
        TrainingOptions options = options(80).withTarget(TrainingTarget.POSTERIOR);
        for (TrainingOptions either : List.of(options, options.inFloat64())) {
            Kept kept = new Kept();
            trainer.train(TASK, spec(kind), either, kept);
            assertThat(kept.progress).hasSize(80);
            assertThat(meanLoss(kept.progress.subList(70, 80)))
                    .isLessThan(meanLoss(kept.progress.subList(0, 10)) - 0.05);
        }
    }

    private static double meanLoss(List<TrainingProgress> progress) {
        return progress.stream().mapToDouble(TrainingProgress::loss).average().orElseThrow();
    }

    @Test
    void whatReadsOtherTokensComesCloserThanWhatDoesNot() {
        List<Double> bits = new ArrayList<>();
        for (ModelKind kind : List.of(ModelKind.LSTM, ModelKind.MLP)) {
            Kept kept = new Kept();
            TrainingOptions options = options(200).withTarget(TrainingTarget.POSTERIOR);
            trainer.train(TASK, spec(kind), options.withValidation(new Validation(100, 200, 0)), kept);
            bits.add(kept.bits(0));
        }
        assertThat(bits.get(0)).isLessThan(bits.get(1) / 5);
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() {
        LearnedWeights weights = trainer.train(TASK, spec(ModelKind.TRANSFORMER), options(5), TrainingListener.NONE);
        assertThat(trainer.train(TASK, spec(ModelKind.TRANSFORMER), options(5), TrainingListener.NONE))
                .isEqualTo(weights);
        assertThat(trainer.train(TASK, spec(ModelKind.TRANSFORMER), options(5).withSeed(2), TrainingListener.NONE)
                        .values("output.weight"))
                .isNotEqualTo(weights.values("output.weight"));
    }

    @Test
    void modelsThatAreTrainedAtTheSameTimeAreThoseThatAreTrainedAlone() {
        List<ModelKind> kinds = List.of(ModelKind.values());
        List<CompletableFuture<LearnedWeights>> begun = kinds.stream()
                .map(kind -> CompletableFuture.supplyAsync(
                        () -> trainer.train(TASK, spec(kind), options(60), TrainingListener.NONE)))
                .toList();
        for (int i = 0; i < kinds.size(); i++) {
            assertThat(begun.get(i).join())
                    .isEqualTo(trainer.train(TASK, spec(kinds.get(i)), options(60), TrainingListener.NONE));
        }
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void trainingThatIsContinuedEndsWhereItWouldHaveWithoutAStop(ModelKind kind) {
        for (TrainingOptions options : List.of(
                options(20).withValidation(new Validation(20, 4, 9)),
                options(20).withFixedSequences(40).inFloat64())) {
            Path directory = folder.resolve(kind + "-" + options.fixedSequences());
            TrainingOptions stored = options.withCheckpoints(Checkpoints.every(10, 20, directory));
            TrainingListener stop = new TrainingListener() {
                @Override
                public void progress(TrainingProgress now) {
                    if (now.step() == 13) {
                        throw new IllegalStateException("stopped");
                    }
                }
            };
            assertThatThrownBy(() -> trainer.train(TASK, spec(kind), stored, stop))
                    .hasMessage("stopped");
            Kept rest = new Kept();
            LearnedWeights continued = trainer.train(TASK, spec(kind), stored, rest);
            assertThat(rest.progress).hasSize(10);
            assertThat(continued).isEqualTo(trainer.train(TASK, spec(kind), options, TrainingListener.NONE));
        }
    }

    @Test
    void checkpointsAreHandedOverAndWritten() {
        Kept kept = new Kept();
        Checkpoints checkpoints = new Checkpoints(Optional.of(folder.resolve("new")), List.of(0, 2, 5), false);
        LearnedWeights last =
                trainer.train(TASK, spec(ModelKind.MLP), options(5).withCheckpoints(checkpoints), kept);
        assertThat(kept.checkpoints).hasSize(3);
        assertThat(kept.checkpoints.get(2)).isEqualTo(last);
        assertThat(kept.checkpoints.get(0).values("output.weight"))
                .isEqualTo(LearnedWeights.initial(spec(ModelKind.MLP), 1).values("output.weight"));
        for (int c = 0; c < 3; c++) {
            Path file = Checkpoints.file(folder.resolve("new"), List.of(0, 2, 5).get(c));
            assertThat(LearnedWeights.read(file)).isEqualTo(kept.checkpoints.get(c));
        }
    }

    @Test
    void trainingStopsWhereItNoLongerHelpsAndGivesTheBest() {
        Kept kept = new Kept();
        // A rate at which the model jumps about.
        TrainingOptions options =
                TrainingOptions.of(200, 16, LearningRate.constant(0.2), 1).withValidation(new Validation(50, 2, 3));
        LearnedWeights best = trainer.train(TASK, spec(ModelKind.MLP), options, kept);
        int steps = kept.progress.size();
        assertThat(steps).isLessThan(200);
        assertThat(best.notes()).containsEntry("step", Integer.toString(steps - 6));
        double least = kept.progress.stream()
                .mapToDouble(now -> now.validationBits().orElse(Double.POSITIVE_INFINITY))
                .min()
                .orElseThrow();
        assertThat(kept.progress.get(steps - 7).validationBits()).hasValue(least);
    }

    @Test
    void nothingIsPrinted() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            trainer.train(TASK, spec(ModelKind.TRANSFORMER), options(2), TrainingListener.NONE);
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefused() throws java.io.IOException {
        assertThatThrownBy(() ->
                        trainer.train(new TinyTask(false), spec(ModelKind.MLP), options(1), TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Maybe it is of another size of the task?");
        TrainingOptions stored = options(2).withCheckpoints(Checkpoints.every(1, 2, folder));
        trainer.train(TASK, spec(ModelKind.MLP), stored, TrainingListener.NONE);
        assertThatThrownBy(() -> trainer.train(TASK, spec(ModelKind.LSTM), stored, TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of another training");
        assertThatThrownBy(() -> trainer.train(TASK, spec(ModelKind.MLP), stored.withSeed(2), TrainingListener.NONE))
                .hasMessageContaining("of another training");
        Path file = Files.createFile(folder.resolve("file"));
        TrainingOptions nowhere = options(1).withCheckpoints(new Checkpoints(Optional.of(file), List.of(1), false));
        assertThatThrownBy(() -> trainer.train(TASK, spec(ModelKind.MLP), nowhere, TrainingListener.NONE))
                .hasMessageContaining("cannot make the folder");
    }
}
