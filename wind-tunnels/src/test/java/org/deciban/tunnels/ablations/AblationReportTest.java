package org.deciban.tunnels.ablations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.deciban.tunnels.HandMadeBijection;
import org.deciban.tunnels.SequenceModel;
import org.deciban.tunnels.meters.Bootstrap;
import org.deciban.tunnels.meters.Estimate;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.TwoVariables;
import org.junit.jupiter.api.Test;

class AblationReportTest {
    private static final Bijection TASK = Bijection.published();
    private static final AblationOptions OPTIONS = new AblationOptions(20, 2, new Bootstrap(50, 1, 0.95), 6);

    private static void assertExactly(Estimate estimate, double value) {
        assertThat(estimate.value()).isCloseTo(value, within(1e-11));
        assertThat(estimate.low()).isCloseTo(value, within(1e-11));
        assertThat(estimate.high()).isCloseTo(value, within(1e-11));
    }

    /** Uniform over V where V − s are left costs log2 (V / (V − s)) bits, and s / V of total variation. */
    @Test
    void withoutEliminationTheAnswerIsUniform() {
        AblationReport report = AblationReport.of(TASK, HandMadeBijection.exact(TASK), OPTIONS);
        double bits = 0;
        double variation = 0;
        for (int s = 0; s < 19; s++) {
            bits += Math.log(20.0 / (20 - s)) / Math.log(2) / 19;
            variation += s / 20.0 / 19;
        }
        assertExactly(report.row("none").klBits(), 0);
        for (String without : new String[] {"layer 0", "head 0.0", "attention from layer 0 on"}) {
            AblationReport.Row row = report.row("without " + without);
            assertExactly(row.klBits(), bits);
            assertExactly(row.change(), bits);
            assertExactly(row.moved(), bits);
            assertExactly(row.totalVariation(), variation);
        }
    }

    @Test
    void otherNamesChangeNothingForAModelThatInfers() {
        AblationReport report = AblationReport.of(TASK, HandMadeBijection.exact(TASK), OPTIONS);
        for (int i = 1; i <= 2; i++) {
            AblationReport.Row row = report.row("keys and values renamed, " + i);
            assertExactly(row.klBits(), 0);
            assertExactly(row.moved(), 0);
        }
    }

    /** Half on v0, the rest alike: renamed, half lies on another value, unless v0 keeps its name. */
    @Test
    void aModelThatLovesANameIsFound() {
        double[] lover = HandMadeBijection.mixed(HandMadeBijection.uniform(TASK), new double[20], 0.5);
        lover[0] += 0.5;
        SequenceModel model = SequenceModel.of("lover", (tokens, positions) -> {
            double[][] answers = new double[positions.length][];
            Arrays.fill(answers, lover);
            return answers;
        });
        AblationReport report = AblationReport.of(TASK, model, OPTIONS);
        // 0.525 against 0.025, at two values.
        double moved = (0.525 - 0.025) * Math.log(0.525 / 0.025) / Math.log(2);
        assertThat(report.rows()).hasSize(3);
        for (AblationReport.Row row : report.rows().subList(1, 3)) {
            assertThat(row.moved().value()).isCloseTo(moved, within(1e-9));
        }
        assertThat(report.table().notes()).containsExactly("The model does not show its parts: none is left out.");
    }

    @Test
    void whereNoNamesAreKnownNoneAreChanged() {
        TwoVariables task = new TwoVariables();
        SequenceModel exact = SequenceModel.of("exact", task::posterior);
        assertThat(AblationReport.of(task, exact, OPTIONS).rows()).hasSize(1);
    }

    @Test
    void anAblationThatWasNotMadeIsNamed() {
        AblationReport report =
                AblationReport.of(new TwoVariables(), SequenceModel.of("x", new TwoVariables()::posterior), OPTIONS);
        assertThatThrownBy(() -> report.row("without layer 3"))
                .hasMessage("there is no ablation 'without layer 3', only [none]");
    }

    @Test
    void thereAreAsManyRowsAsExpected() {
        assertThat(AblationReport.of(TASK, HandMadeBijection.exact(TASK), OPTIONS)
                        .rows())
                .hasSize((int) AblationReport.variants(HandMadeBijection.exact(TASK), OPTIONS));
        assertThat(AblationReport.expected(TASK, HandMadeBijection.exact(TASK), OPTIONS))
                .isPositive();
    }
}
