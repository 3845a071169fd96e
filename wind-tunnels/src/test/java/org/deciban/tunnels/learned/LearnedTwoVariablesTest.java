package org.deciban.tunnels.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.deciban.tunnels.LabelledSequence;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.tasks.TwoVariables;
import org.junit.jupiter.api.Test;

class LearnedTwoVariablesTest {
    /** P(v0 = 1) = (f10 + f11) / Σ and P(v1 = 1) = (f01 + f11) / Σ by hand: .7 and .6. */
    @Test
    void theErrorIsTheMeanOverTablesAndVariables() {
        TokenSequence tokens = TwoVariables.tokens(0.1, 0.2, 0.3, 0.4);
        List<LabelledSequence> tables = List.of(new LabelledSequence(tokens, new int[] {0, 1}, new int[] {0, 0}));
        SequenceModel model = SequenceModel.of("m", (any, positions) -> new double[][] {{0.5, 0.5}, {0.1, 0.9}});
        assertThat(LearnedTwoVariables.meanAbsoluteError(model, tables)).isCloseTo((0.2 + 0.3) / 2, within(1e-15));
    }

    /** t(0.975, 4) = 2.776445 (any table); the deviation of 1 … 5 is √2.5. */
    @Test
    void theIntervalIsStudents() {
        LearnedTwoVariables.Errors errors = new LearnedTwoVariables.Errors(List.of(1.0, 2.0, 3.0, 4.0, 5.0));
        assertThat(errors.mean()).isEqualTo(3);
        assertThat(errors.halfWidth()).isCloseTo(2.776445 * Math.sqrt(2.5 / 5), within(1e-6));
        assertThat(errors).hasToString("3.000000 ± 1.963243");
        assertThatThrownBy(() -> new LearnedTwoVariables.Errors(List.of(1.0))).hasMessageContaining("2 seeds, got 1");
    }

    /** The constant answer needs no training, so that its published error can be compared here. */
    @Test
    void theConstantAnswerIsAsFarOffAsPublished() {
        List<SequenceModel> untrained = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            TrainingDefaults.Plan plan = LearnedTwoVariables.plan(seed);
            assertThat(plan.options().seed()).isEqualTo(seed);
            assertThat(plan.options().steps()).isEqualTo(3500);
            assertThat(plan.options().fixedSequences()).isEqualTo(18_000);
            untrained.add(new LearnedModel(LearnedWeights.initial(plan.transformer(), seed)));
        }
        LearnedTwoVariables.Table table = LearnedTwoVariables.table(untrained, 1);
        assertThat(table.constant().mean()).isCloseTo(LearnedTwoVariables.PUBLISHED_CONSTANT, within(0.003));
        assertThat(table.learned().mean()).isGreaterThan(0.05);
        assertThat(LearnedTwoVariables.heldOut(1)).hasSize(2000);
        assertThatThrownBy(() -> LearnedTwoVariables.table(untrained.subList(0, 1), 1))
                .hasMessageContaining("at least 2 seeds");
    }
}
