package org.deciban.tunnels.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.TwoVariables;
import org.junit.jupiter.api.Test;

class TrainingDataTest {
    private static final AnalyticTask TASK = new TwoVariables();
    private static final TrainingOptions OPTIONS =
            TrainingOptions.of(10, 8, LearningRate.constant(0.1), 1).withValidation(new Validation(40, 1, 0));

    private static List<TokenSequence> tokens(List<LabelledSequence> sequences) {
        return sequences.stream().map(LabelledSequence::tokens).toList();
    }

    @Test
    void aBatchIsAFunctionOfSeedAndStep() {
        for (TrainingOptions options : List.of(OPTIONS, OPTIONS.withFixedSequences(20))) {
            TrainingData data = new TrainingData(TASK, options);
            List<TokenSequence> third = tokens(data.batch(3));
            data.batch(0);
            data.batch(9);
            assertThat(tokens(data.batch(3))).isEqualTo(third);
            assertThat(tokens(new TrainingData(TASK, options).batch(3))).isEqualTo(third);
            assertThat(tokens(new TrainingData(TASK, options.withSeed(2)).batch(3)))
                    .doesNotContainAnyElementsOf(third);
        }
    }

    @Test
    void batchesOfFreshSequencesAndValidationShareNone() {
        TrainingData data = new TrainingData(TASK, OPTIONS);
        Set<TokenSequence> seen = new HashSet<>(tokens(data.validation()));
        IntStream.range(0, 50).forEach(step -> seen.addAll(tokens(data.batch(step))));
        assertThat(seen).hasSize(40 + 50 * 8);
    }

    @Test
    void aPassOverADataSetTakesNoneTwiceAndEachPassAnotherOrder() {
        TrainingData data = new TrainingData(TASK, OPTIONS.withFixedSequences(24));
        Map<TokenSequence, Integer> times = new HashMap<>();
        for (int step = 0; step < 9; step++) {
            tokens(data.batch(step)).forEach(sequence -> times.merge(sequence, 1, Integer::sum));
        }
        assertThat(times).hasSize(24);
        assertThat(times.values()).containsOnly(3);
        assertThat(tokens(data.batch(0))).isNotEqualTo(tokens(data.batch(3)));
        assertThat(tokens(data.validation())).doesNotContainAnyElementsOf(times.keySet());
    }

    @Test
    void theRateRisesStaysAndFalls() {
        LearningRate rate = new LearningRate(0.1, 4, 0.5, 0.2);
        assertThat(rate.at(0, 101)).isCloseTo(0.02, within(1e-15));
        assertThat(rate.at(3, 101)).isCloseTo(0.08, within(1e-15));
        assertThat(rate.at(4, 101)).isEqualTo(0.1);
        assertThat(rate.at(50, 101)).isEqualTo(0.1);
        // 24.5 of the 49.5 steps from 50.5 to 100 are done: 1 − 0.8 · 24.5 / 49.5 of the peak.
        assertThat(rate.at(75, 101)).isCloseTo(0.1 * (1 - 0.8 * 24.5 / 49.5), within(1e-15));
        assertThat(rate.at(100, 101)).isCloseTo(0.02, within(1e-15));
        assertThat(LearningRate.constant(0.1).at(100, 101)).isEqualTo(0.1);
    }

    @Test
    void checkpointsStandAtTheIntervalAndAtTheEnd() {
        assertThat(Checkpoints.every(4, 10, Path.of("x")).steps()).containsExactly(0, 4, 8, 10);
        assertThat(Checkpoints.file(Path.of("x"), 500)).isEqualTo(Path.of("x", "step-000500.safetensors"));
    }

    @Test
    void optionsThatMakeNoTrainingAreRefused() {
        for (Runnable wrong : List.<Runnable>of(
                () -> OPTIONS.withSteps(0),
                () -> OPTIONS.withFixedSequences(7),
                () -> LearningRate.constant(0),
                () -> LearningRate.constant(Double.NaN),
                () -> new Validation(0, 1, 0),
                () -> new Validation(1, 0, 1),
                () -> new Checkpoints(Optional.empty(), List.of(), true),
                () -> new Checkpoints(Optional.empty(), List.of(-1), false),
                () -> Checkpoints.every(0, 1, Path.of("x")))) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void withoutATrainerOneIsToldHowToGetIt() {
        assertThat(Trainer.isPresent()).isFalse();
        assertThatThrownBy(Trainer::find).hasMessageContaining("DECIBAN_MAVEN_ARGS=-Pnd4j");
    }

    @Test
    void everyTaskHasADefaultPlan() {
        for (AnalyticTask task : List.of(
                TrainingDefaults.bijection(),
                TrainingDefaults.hmm(java.util.OptionalInt.of(30)),
                TrainingDefaults.recall(),
                new Bijection(4, 3, 0.5),
                TASK)) {
            for (TrainingDefaults.Plan plan : List.of(TrainingDefaults.small(task), TrainingDefaults.published(task))) {
                assertThat(plan.transformer().inputs()).isEqualTo(task.inputs().size());
                assertThat(plan.transformer().maximumLength()).isEqualTo(task.maximumLength());
            }
        }
    }
}
